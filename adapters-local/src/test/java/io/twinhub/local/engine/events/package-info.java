@NullMarked
package io.twinhub.local.engine.events;

import org.jspecify.annotations.NullMarked;
