/** Automatic configurations: who may use them. */
@NullMarked
package io.twinhub.application.configuration;

import org.jspecify.annotations.NullMarked;
