package io.twinhub.local.engine.compact;

import io.twinhub.domain.configuration.Claim;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.Settling;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Author;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Registrations of every kind, each with a history of writes; the same for the same seed. */
public final class RandomTwins {
  private static final TwinRules RULES = new TwinRules(TwinRules.Arrays.ALLOW);
  private static final int WRITES_MAX = 6;
  private static final int MEMBERS_MAX = 5;
  private static final int DEPTH_MAX = 4;

  private static final List<String> TEXTS =
      List.of("", "plain", "Zürich", "\"\\\n\u0000\u2028", "😀", "\ud83d", "a\ude00b", "日本語");

  private static final List<String> NUMBERS = List.of(
      "0",
      "4503599627370495",
      "-4503599627370496",
      "0.1",
      "1e300",
      "-2.5e-7",
      "0.1234567890123456789012345678901234567890",
      "123456.000000000000000000000000000000000000000001",
      "1e-400",
      "9".repeat(397) + "e-402");

  private final RandomGenerator random;
  private Instant now = Instant.parse("2024-05-06T12:00:00Z");

  /** Twins by chance. */
  public RandomTwins(RandomGenerator random) {
    this.random = random;
  }

  /** A registration with {@code address}. */
  public StoredTwin at(TwinAddress address) {
    Identity identity = identity(address);
    Identity device =
        address.moduleId().isPresent() ? identity(TwinAddress.of(address.deviceId())) : identity;
    Twin twin = Twin.created(address, TwinRoot.of(identity, device, connection()));
    for (int i = random.nextInt(WRITES_MAX); i > 0; i--) {
      twin = written(twin);
    }
    return new StoredTwin(identity, twin);
  }

  private Identity identity(TwinAddress address) {
    return new Identity(
        address,
        Long.toString(random.nextLong(1, Long.MAX_VALUE)),
        IdentityEtag.of(random.nextLong(Integer.MAX_VALUE)),
        authentication(),
        random.nextBoolean() ? DeviceStatus.ENABLED : DeviceStatus.DISABLED,
        maybe(text()),
        time(),
        random.nextBoolean(),
        maybe("IotEdge"),
        maybe("ms-azure-iot-edge://edge-1"),
        random.nextBoolean() ? List.of() : List.of("ms-azure-iot-edge://a-1", text()),
        additions());
  }

  private IdentityAdditions additions() {
    return random.nextInt(3) == 0
        ? new IdentityAdditions(
            maybe(members(0)), random.nextBoolean() ? members(0) : JsonObject.EMPTY)
        : IdentityAdditions.NONE;
  }

  private Authentication authentication() {
    return switch (random.nextInt(4)) {
      case 0 -> new Authentication.Sas(key(), key());
      case 1 ->
        new Authentication.SelfSigned(
            maybe(new Thumbprint("0aB1".repeat(10))), maybe(new Thumbprint("F".repeat(64))));
      case 2 -> new Authentication.CertificateAuthority();
      default -> new Authentication.None();
    };
  }

  private SharedKey key() {
    byte[] bytes = new byte[random.nextInt(SharedKey.BYTES_MIN, SharedKey.BYTES_MAX)];
    random.nextBytes(bytes);
    return SharedKey.of(bytes);
  }

  private ConnectionState connection() {
    return new ConnectionState(random.nextBoolean(), time(), time(), text());
  }

  private Instant time() {
    return random.nextInt(3) == 0
        ? Identity.NEVER
        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  private Twin written(Twin twin) {
    now = now.plusNanos(random.nextLong(1, 10_000_000_000L));
    return switch (random.nextInt(4)) {
      case 0 ->
        twin.patched(TwinPatch.ofTags(members(0)), IfMatch.any(), now, RULES).after();
      case 1 ->
        twin.patched(TwinPatch.ofDesired(members(0)), IfMatch.any(), now, RULES).after();
      case 2 -> configured(twin);
      default -> twin.reported(ReportedPatch.of(members(0)), now, RULES).after();
    };
  }

  /** Two configurations, of which the second may lose to the first. */
  private Twin configured(Twin twin) {
    List<Claim> claims = List.of(claim("first+1", 2), claim("second*2", 1));
    return Settling.settled(twin, claims, new Twin.Stamping(now, RULES)).after();
  }

  private Claim claim(String id, long priority) {
    JsonObject content =
        JsonObject.of("deviceContent", JsonObject.of("properties.desired", members(0)));
    return new Claim(
        new Author(id, "6368093503666" + random.nextInt(99_999)),
        priority,
        ConfigurationContent.of(content, RULES).all(),
        Optional.empty());
  }

  private JsonObject members(int depth) {
    JsonObject.Builder members = JsonObject.builder();
    for (int i = random.nextInt(MEMBERS_MAX); i > 0; i--) {
      members.put("n" + (char) ('a' + random.nextInt(8)) + "ü", value(depth));
    }
    return members.build();
  }

  private JsonValue value(int depth) {
    int kind = random.nextInt(depth < DEPTH_MAX ? 6 : 4);
    return switch (kind) {
      case 0 -> new JsonString(text());
      case 1 -> JsonBool.of(random.nextBoolean());
      case 2 -> JsonNumber.of(new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size()))));
      case 3 -> JsonNumber.of(random.nextDouble());
      case 4 -> members(depth + 1);
      default -> array(depth + 1);
    };
  }

  private JsonArray array(int depth) {
    return new JsonArray(IntStream.range(0, random.nextInt(3))
        .<JsonValue>mapToObj(i -> value(depth))
        .toList());
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private <T> Optional<T> maybe(T value) {
    return Stream.of(value).filter(v -> random.nextBoolean()).findFirst();
  }
}
