/** Import and export jobs: identities and twins of the whole hub, line by line, never all at once. */
@NullMarked
package io.twinhub.local.engine.transfer;

import org.jspecify.annotations.NullMarked;
