package io.twinhub.bootstrap.guilty;

import com.azure.core.credential.TokenCredential;

/** Guilty: the process hands out a type of the SDK. */
public interface HandleThatKnowsEntra {
  TokenCredential credential();
}
