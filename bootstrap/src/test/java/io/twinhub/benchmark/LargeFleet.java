package io.twinhub.benchmark;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.compact.StoredTwin;
import io.twinhub.local.engine.compact.TwinPacking;
import io.twinhub.local.engine.journal.JournalRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Twins whose documents are 785 bytes long on average, without their metadata, which comes on top; the
 * same at each run. Each was written three times, at times of its own, and has keys of its own.
 */
final class LargeFleet {
  private static final int PLANTS = 50;
  private static final int KEY_BYTES = 32;
  private static final long FIRST_TIME = 1_750_000_000L;

  private static final TwinPacking PACKING = new TwinPacking();

  private LargeFleet() {}

  /** The registration of a number. */
  static StoredTwin twin(int number) {
    Random random = new Random(number);
    Instant made = Instant.ofEpochSecond(FIRST_TIME + number, random.nextInt(1_000_000) * 1000L);
    Identity identity = identity(number, random);
    ConnectionState connection = ConnectionState.NEVER
        .connectedAt(made.plusSeconds(5), "dtmi:com:example:Thermostat;1")
        .disconnectedAt(made.plusSeconds(9));
    Twin twin = Twin.created(identity.address(), TwinRoot.of(identity, identity, connection))
        .patched(tags(number), IfMatch.any(), made.plusSeconds(1), TwinRules.DEFAULT)
        .after()
        .patched(desired(number), IfMatch.any(), made.plusSeconds(2), TwinRules.DEFAULT)
        .after()
        .reported(report(number, random), made.plusSeconds(6), TwinRules.DEFAULT)
        .after();
    return new StoredTwin(identity, twin);
  }

  /** It as a journal's row. */
  static JournalRow row(int number) {
    StoredTwin stored = twin(number);
    return new JournalRow(
        stored.address(),
        Long.parseLong(stored.identity().generationId()),
        () -> PACKING.document(
            PACKING.parts(stored.identity(), stored.twin(), Optional.empty()), Instant.MIN));
  }

  private static Identity identity(int number, Random random) {
    return new Identity(
        TwinAddress.device("device-%07d".formatted(number)),
        Long.toString(638_000_000_000_000_000L + number),
        IdentityEtag.of(100_000_000L + number),
        new Authentication.Sas(key(random), key(random)),
        DeviceStatus.ENABLED,
        Optional.empty(),
        Identity.NEVER,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
  }

  private static SharedKey key(Random random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return SharedKey.of(bytes);
  }

  private static TwinPatch tags(int number) {
    return TwinPatch.ofTags(
        JsonText.parseObject("""
            {"location": {"region": "US", "plant": "Redmond%d"}, "customerId": "c-%d"}""".formatted(10 + number % PLANTS, number % 1000)));
  }

  private static TwinPatch desired(int number) {
    return TwinPatch.ofDesired(JsonText.parseObject("""
            {"telemetryConfig": {"sendFrequencyInSecs": %d, "format": "json"}}""".formatted(30 + number % 300)));
  }

  private static ReportedPatch report(int number, Random random) {
    return ReportedPatch.of(JsonText.parseObject("""
            {"connectivity": {"type": "%s"}, "batteryLevel": %d, "temperature": %.2f,
             "serial": "SN-%07d", "telemetryConfig": {"status": "Success"},
             "firmware": {"version": "1.%d.0"}}""".formatted(
            number % 3 == 0 ? "cellular" : "wifi",
            random.nextInt(100),
            random.nextDouble() * 80,
            number,
            number % 10)));
  }

  /** The document of a twin as texts of rivals hold it: without metadata. */
  static String document(StoredTwin stored) {
    JsonObject document = TwinDocument.of(stored.twin());
    JsonObject properties = (JsonObject) document.find("properties").orElseThrow();
    JsonObject bare = JsonObject.builder()
        .put("desired", section(properties, "desired"))
        .put("reported", section(properties, "reported"))
        .build();
    return JsonWriter.text(document.with("properties", bare));
  }

  private static JsonObject section(JsonObject properties, String name) {
    return ((JsonObject) properties.find(name).orElseThrow()).without("$metadata");
  }
}
