/** Options that several commands share, and what they mean. */
@NullMarked
package io.twinhub.bootstrap.cli.option;

import org.jspecify.annotations.NullMarked;
