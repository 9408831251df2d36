package io.twinhub.application.port.in.guilty;

import io.twinhub.application.port.out.guilty.OutPortThatKnowsAnInPort;

/** Guilty: the two sides of the application meet in a port. */
public interface InPortThatKnowsAnOutPort {
  OutPortThatKnowsAnInPort other();
}
