package io.twinhub.local.engine.guilty;

import io.twinhub.local.frontend.guilty.FrontEndThatKnowsTheEngine;

/** Guilty: the engine answers to a wire. */
public interface EngineThatKnowsAFrontEnd {
  FrontEndThatKnowsTheEngine other();
}
