/** What a user sees: output formats, progress, refusals, exit codes. */
@NullMarked
package io.twinhub.bootstrap.cli.print;

import org.jspecify.annotations.NullMarked;
