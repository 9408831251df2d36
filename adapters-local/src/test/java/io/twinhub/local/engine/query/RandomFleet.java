package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Random;

/** Small random fleets whose twins have few paths and few values, so that queries hit. */
final class RandomFleet {
  private static final List<JsonValue> VALUES = List.of(
      JsonNumber.of(0),
      JsonNumber.of(1),
      JsonNumber.of(2),
      JsonNumber.of(1.5),
      new JsonString("a"),
      new JsonString("it's \\ \"b\""),
      new JsonString(""),
      JsonBool.TRUE,
      JsonBool.FALSE,
      JsonNull.NULL,
      JsonObject.of("c", JsonNumber.of(1)),
      JsonObject.of("c", new JsonString("a")),
      JsonArray.of(JsonNumber.of(1), new JsonString("a"), JsonNull.NULL),
      JsonObject.EMPTY);

  private static final int DEVICES_MAX = 12;

  private RandomFleet() {}

  static Fleet of(Random random) {
    Fleet fleet = new Fleet();
    int devices = random.nextInt(DEVICES_MAX);
    for (int i = 0; i < devices; i++) {
      fleet.device(device(random, "device-" + i));
    }
    return fleet;
  }

  /** A device comes, changes or goes. */
  static void write(Random random, Fleet fleet) {
    String id = "device-" + random.nextInt(DEVICES_MAX);
    if (random.nextInt(4) == 0) {
      fleet.removeDevice(id);
    } else {
      fleet.device(device(random, id));
    }
  }

  private static JsonObject device(Random random, String id) {
    JsonObject.Builder tags = JsonObject.builder();
    for (String name : List.of("a", "b", "group", "x-1")) {
      put(random, tags, name);
    }
    JsonObject.Builder reported = JsonObject.builder();
    put(random, reported, "x");
    JsonObject properties = JsonObject.builder()
        .put("desired", JsonObject.of("$version", JsonNumber.of(random.nextInt(3))))
        .put("reported", reported.build())
        .build();
    JsonObject.Builder device = JsonObject.builder()
        .put("deviceId", id)
        .put("status", random.nextBoolean() ? "enabled" : "a")
        .put("tags", tags.build())
        .put("properties", properties);
    if (random.nextBoolean()) {
      device.put("parentScopes", JsonArray.of(new JsonString("a"), JsonNumber.of(2)));
    }
    return device.build();
  }

  private static void put(Random random, JsonObject.Builder object, String name) {
    if (random.nextInt(4) > 0) {
      object.put(name, VALUES.get(random.nextInt(VALUES.size())));
    }
  }
}
