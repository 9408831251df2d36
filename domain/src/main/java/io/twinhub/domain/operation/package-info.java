/** What is done with a hub: operations, and how they ended. */
@NullMarked
package io.twinhub.domain.operation;

import org.jspecify.annotations.NullMarked;
