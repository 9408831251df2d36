/** Tests of the package of the same name. */
@NullMarked
package io.twinhub.bootstrap.cli.option.start;

import org.jspecify.annotations.NullMarked;
