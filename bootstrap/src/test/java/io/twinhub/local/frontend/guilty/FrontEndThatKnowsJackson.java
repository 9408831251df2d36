package io.twinhub.local.frontend.guilty;

import com.fasterxml.jackson.core.JsonParser;

/** Guilty: a wire reads JSON text by itself. */
public interface FrontEndThatKnowsJackson {
  JsonParser other();
}
