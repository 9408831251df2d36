/** Tests of the package of the same name. */
@NullMarked
package io.twinhub.bootstrap.cli.jmespath;

import org.jspecify.annotations.NullMarked;
