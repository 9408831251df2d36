package io.twinhub.local.frontend.guilty;

import io.twinhub.local.engine.guilty.EngineThatKnowsAFrontEnd;

/** Guilty: a wire reaches past the ports. */
public interface FrontEndThatKnowsTheEngine {
  EngineThatKnowsAFrontEnd other();
}
