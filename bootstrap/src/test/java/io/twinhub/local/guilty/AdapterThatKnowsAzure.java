package io.twinhub.local.guilty;

import io.twinhub.azure.guilty.AdapterThatKnowsTheLocalHub;

/** Guilty: one adapter leans on the other. */
public interface AdapterThatKnowsAzure {
  AdapterThatKnowsTheLocalHub other();
}
