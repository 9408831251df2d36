package io.twinhub.application.port.out.guilty;

import io.twinhub.application.port.in.guilty.InPortThatKnowsAnOutPort;

/** Guilty: the two sides of the application meet in a port. */
public interface OutPortThatKnowsAnInPort {
  InPortThatKnowsAnOutPort other();
}
