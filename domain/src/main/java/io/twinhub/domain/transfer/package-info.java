/** Import and export jobs: what they move, between which containers, and how far they are. */
@NullMarked
package io.twinhub.domain.transfer;

import org.jspecify.annotations.NullMarked;
