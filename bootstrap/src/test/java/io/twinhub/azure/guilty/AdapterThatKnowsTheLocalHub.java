package io.twinhub.azure.guilty;

import io.twinhub.local.guilty.AdapterThatKnowsAzure;

/** Guilty: one adapter leans on the other. */
public interface AdapterThatKnowsTheLocalHub {
  AdapterThatKnowsAzure other();
}
