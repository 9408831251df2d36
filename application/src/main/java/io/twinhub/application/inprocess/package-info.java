/** The ports of a hub, as a program in the process of the hub uses them: every operation passes the gate. */
@NullMarked
package io.twinhub.application.inprocess;

import org.jspecify.annotations.NullMarked;
