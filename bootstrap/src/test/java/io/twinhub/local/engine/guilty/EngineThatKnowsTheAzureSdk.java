package io.twinhub.local.engine.guilty;

import com.microsoft.azure.sdk.iot.service.twin.Twin;

/** Guilty: the local hub speaks in the SDK's beans. */
public interface EngineThatKnowsTheAzureSdk {
  Twin other();
}
