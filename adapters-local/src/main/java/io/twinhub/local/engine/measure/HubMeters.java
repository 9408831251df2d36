package io.twinhub.local.engine.measure;

import java.util.function.IntSupplier;

/**
 * What a hub counts.
 *
 * @param operations its operations
 * @param writes its commits
 * @param twins how many twins there are, of devices and modules
 */
public record HubMeters(OperationMeters operations, WriteMeters writes, IntSupplier twins) {}
