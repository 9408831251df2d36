/** Tests of the package of the same name. */
@NullMarked
package io.twinhub.bootstrap.cli.print;

import org.jspecify.annotations.NullMarked;
