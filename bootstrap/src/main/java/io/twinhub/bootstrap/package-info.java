/** The process: reads the command line and the configuration, and wires a hub together. */
@NullMarked
package io.twinhub.bootstrap;

import org.jspecify.annotations.NullMarked;
