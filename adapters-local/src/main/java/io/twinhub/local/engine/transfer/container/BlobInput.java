package io.twinhub.local.engine.transfer.container;

import java.io.InputStream;

/**
 * A blob that is being read.
 *
 * @param stream its bytes; fails with a {@link ContainerException}
 * @param bytes its size
 */
public record BlobInput(InputStream stream, long bytes) {}
