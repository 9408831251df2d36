package io.twinhub.application.guilty;

import io.twinhub.azure.guilty.AdapterThatKnowsTheLocalHub;

/** Guilty: a use case picks its adapter. */
public interface ServiceThatKnowsAnAdapter {
  AdapterThatKnowsTheLocalHub other();
}
