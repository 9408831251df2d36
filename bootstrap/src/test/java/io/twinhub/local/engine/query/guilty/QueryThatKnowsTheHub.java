package io.twinhub.local.engine.query.guilty;

import io.twinhub.local.engine.guilty.EngineThatKnowsAFrontEnd;

/** Guilty: the language leans on the engine around it. */
public interface QueryThatKnowsTheHub {
  EngineThatKnowsAFrontEnd other();
}
