/** Containers of blobs, over HTTP or as folders: sizes and waits are bounded, and secrets are in no text. */
@NullMarked
package io.twinhub.local.engine.transfer.container;

import org.jspecify.annotations.NullMarked;
