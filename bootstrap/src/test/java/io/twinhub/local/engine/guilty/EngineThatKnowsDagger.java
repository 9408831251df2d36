package io.twinhub.local.engine.guilty;

import dagger.Lazy;

/** Guilty: construction is left to a container. */
public interface EngineThatKnowsDagger {
  Lazy<String> other();
}
