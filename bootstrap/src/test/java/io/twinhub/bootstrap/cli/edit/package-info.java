/** Tests of the package of the same name. */
@NullMarked
package io.twinhub.bootstrap.cli.edit;

import org.jspecify.annotations.NullMarked;
