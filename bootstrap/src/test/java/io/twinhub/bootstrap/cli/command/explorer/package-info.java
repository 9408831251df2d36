/** Tests of this package; see its main half. */
@NullMarked
package io.twinhub.bootstrap.cli.command.explorer;

import org.jspecify.annotations.NullMarked;
