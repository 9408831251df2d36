/** Options that choose devices and rows. */
@NullMarked
package io.twinhub.bootstrap.cli.option.choice;

import org.jspecify.annotations.NullMarked;
