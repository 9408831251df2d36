/** What the Explorer shows of devices and modules, and how it changes them: lists, twins, identities, comparisons. */
@NullMarked
package io.twinhub.bootstrap.explorer.twin;

import org.jspecify.annotations.NullMarked;
