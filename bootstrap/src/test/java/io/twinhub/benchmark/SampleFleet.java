package io.twinhub.benchmark;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import java.time.Clock;

/** Devices of a few plants, some of them cellular, as the tutorial has them; the same at each run. */
final class SampleFleet {
  private static final int PLANTS = 50;

  private SampleFleet() {}

  /** A hub with {@code count} devices; about one in 50 is in Redmond43, every third of them cellular. */
  static LocalHub hub(int count) {
    LocalHub hub = new LocalHub(TwinRules.DEFAULT, Clock.systemUTC());
    for (int i = 0; i < count; i++) {
      TwinAddress address = TwinAddress.device("device-%07d".formatted(i));
      hub.identities().create(IdentityRequest.withKeys(address));
      hub.twins().patch(address, servicePatch(i), IfMatch.any());
      hub.connections().open(address, "", reason -> {}).report(report(i));
    }
    return hub;
  }

  /** The {@code number}th twin alone. */
  static Twin twin(int number) {
    try (LocalHub hub = hub(number + 1)) {
      return hub.twins()
          .find(TwinAddress.device("device-%07d".formatted(number)))
          .orElseThrow();
    }
  }

  private static TwinPatch servicePatch(int number) {
    return PatchDocument.patch(JsonText.parseObject(
        """
            {"tags": {"location": {"region": "US", "plant": "Redmond%d"}, "customerId": "c-%d"},
             "properties": {"desired": {
               "telemetryConfig": {"sendFrequencyInSecs": %d, "format": "json"}}}}""".formatted(10 + number % PLANTS, number % 1000, 30 + number % 300)));
  }

  private static ReportedPatch report(int number) {
    JsonObject members = JsonText.parseObject(
        """
            {"connectivity": {"type": "%s"}, "batteryLevel": %d,
             "telemetryConfig": {"sendFrequencyInSecs": 30, "status": "Success"},
             "firmware": {"version": "1.%d.0"}}""".formatted(number % 3 == 0 ? "cellular" : "wifi", number % 100, number % 10));
    return ReportedPatch.of(members);
  }
}
