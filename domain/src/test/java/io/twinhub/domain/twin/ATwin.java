package io.twinhub.domain.twin;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.TestJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds twins for tests: a device that was registered, with what a test says of it. */
public final class ATwin {
  public static final Instant EARLIER = Instant.parse("2022-06-01T22:27:50.2612586Z");
  public static final TwinAddress THERMOSTAT = TwinAddress.device("thermostat-7");

  public static final TwinRoot ROOT = new TwinRoot(
      IdentityEtag.of(733117103),
      DeviceStatus.ENABLED,
      Optional.empty(),
      Identity.NEVER,
      new TwinRoot.Credentials("sas", Optional.empty(), Optional.empty()),
      ConnectionState.NEVER,
      false,
      Optional.empty(),
      List.of(),
      Optional.empty());

  private Twin twin = Twin.created(THERMOSTAT, ROOT);
  private TwinRules rules = TwinRules.DEFAULT;

  private ATwin() {}

  public static ATwin aTwin() {
    return new ATwin();
  }

  public static Twin fresh() {
    return aTwin().build();
  }

  public ATwin allowingArrays() {
    rules = new TwinRules(TwinRules.Arrays.ALLOW);
    return this;
  }

  public ATwin withTags(String json) {
    TwinPatch patch = TwinPatch.ofTags(TestJson.object(json));
    twin = twin.patched(patch, IfMatch.any(), EARLIER, rules).after();
    return this;
  }

  public ATwin withDesired(String json) {
    TwinPatch patch = TwinPatch.ofDesired(TestJson.object(json));
    twin = twin.patched(patch, IfMatch.any(), EARLIER, rules).after();
    return this;
  }

  public ATwin withReported(String json) {
    ReportedPatch report = ReportedPatch.of(TestJson.object(json));
    twin = twin.reported(report, EARLIER, rules).after();
    return this;
  }

  public Twin build() {
    return twin;
  }
}
