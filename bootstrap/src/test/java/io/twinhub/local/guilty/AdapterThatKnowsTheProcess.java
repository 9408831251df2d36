package io.twinhub.local.guilty;

import io.twinhub.bootstrap.Main;

/** Guilty: an adapter asks the process that wires it. */
public interface AdapterThatKnowsTheProcess {
  Main other();
}
