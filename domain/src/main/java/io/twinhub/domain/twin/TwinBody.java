package io.twinhub.domain.twin;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;

/** How the sections stand in request bodies. */
final class TwinBody {
  static final String DESIRED = "properties.desired";
  static final String VERSION = "$version";
  static final String METADATA = "$metadata";

  private TwinBody() {}

  /** The member {@code properties}; absent and null mean "nothing said". */
  static Members properties(Members body) {
    JsonValue properties = body.find("properties").orElse(JsonObject.EMPTY);
    if (properties instanceof JsonObject object) {
      return Members.of(object);
    }
    throw new HubException(new TwinError.NotAnObject("properties"));
  }

  /** The members of a section; at the root of properties the two that the hub writes are dropped. */
  static JsonObject values(JsonValue section, String path) {
    if (section == JsonNull.NULL) {
      throw new HubException(new TwinError.NullValue(path));
    }
    if (section instanceof JsonObject object) {
      return path.equals("tags") ? object : withoutHubMembers(object);
    }
    throw new HubException(new TwinError.NotAnObject(path));
  }

  static JsonObject withoutHubMembers(JsonObject properties) {
    return properties.without(METADATA).without(VERSION);
  }
}
