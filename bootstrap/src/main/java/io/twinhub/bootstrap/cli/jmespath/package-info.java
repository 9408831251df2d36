/** JMESPath: what {@code --query} takes out of an answer before it is printed. */
@NullMarked
package io.twinhub.bootstrap.cli.jmespath;

import org.jspecify.annotations.NullMarked;
