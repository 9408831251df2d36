@NullMarked
package io.twinhub.bootstrap.simulation;

import org.jspecify.annotations.NullMarked;
