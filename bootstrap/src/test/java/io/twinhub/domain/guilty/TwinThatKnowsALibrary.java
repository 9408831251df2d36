package io.twinhub.domain.guilty;

import picocli.CommandLine;

/** Guilty: the domain leans on a library. */
public interface TwinThatKnowsALibrary {
  CommandLine other();
}
