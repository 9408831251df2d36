/** Import and export jobs for back ends: who may start them. */
@NullMarked
package io.twinhub.application.transfer;

import org.jspecify.annotations.NullMarked;
