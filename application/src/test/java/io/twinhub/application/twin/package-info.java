/** The services in front of the outbound ports: who may do what. */
@NullMarked
package io.twinhub.application.twin;

import org.jspecify.annotations.NullMarked;
