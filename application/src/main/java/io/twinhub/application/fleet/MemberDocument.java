package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;

/**
 * A member as JSON, as files hold it and comparisons show it. Canonical: equal members are equal texts.
 * What is as it is by default is left out; members of tags and properties stand in the order of their
 * names.
 */
public final class MemberDocument {
  /** The way to keys, which no text but a file shows. */
  public static final List<String> KEYS = List.of("authentication", "symmetricKey");

  private MemberDocument() {}

  /** The document of {@code member}. */
  public static JsonObject of(FleetMember member) {
    JsonObject.Builder document = JsonObject.builder();
    document.put("deviceId", member.address().deviceId().value());
    member.address().moduleId().ifPresent(id -> document.put("moduleId", id.value()));
    document.put("authentication", authentication(member));
    if (member.status() != DeviceStatus.ENABLED) {
      document.put("status", member.status().azureName());
    }
    member.statusReason().ifPresent(reason -> document.put("statusReason", reason));
    if (member.edge()) {
      document.put("capabilities", JsonObject.builder().put("iotEdge", true).build());
    }
    member.managedBy().ifPresent(who -> document.put("managedBy", who));
    if (!member.parents().isEmpty()) {
      document.put("parents", strings(member.parents()));
    }
    putFilled(document, "attributes", member.attributes());
    putContent(document, member.content());
    return document.build();
  }

  private static JsonArray strings(List<?> values) {
    return new JsonArray(values.stream()
        .<JsonValue>map(value -> new JsonString(value.toString()))
        .toList());
  }

  private static void putContent(JsonObject.Builder document, TwinContent content) {
    putFilled(document, "tags", content.tags());
    JsonObject.Builder properties = JsonObject.builder();
    putFilled(properties, "desired", content.desired());
    putFilled(properties, "reported", content.reported());
    putFilled(document, "properties", properties.build());
  }

  private static void putFilled(JsonObject.Builder object, String name, JsonObject member) {
    if (!member.isEmpty()) {
      object.put(name, name.equals("properties") ? member : inOrder(member));
    }
  }

  /** The object with its members, and those of its members, in the order of their names. */
  private static JsonObject inOrder(JsonObject object) {
    JsonObject.Builder ordered = JsonObject.builder();
    object.names().stream()
        .sorted()
        .forEach(name -> ordered.put(name, inOrder(object.find(name).orElseThrow())));
    return ordered.build();
  }

  private static JsonValue inOrder(JsonValue value) {
    if (value instanceof JsonObject object) {
      return inOrder(object);
    }
    return value instanceof JsonArray array
        ? new JsonArray(array.elements().stream().map(MemberDocument::inOrder).toList())
        : value;
  }

  private static JsonObject authentication(FleetMember member) {
    JsonObject.Builder authentication = authentication(member.credentials()).toBuilder();
    inOrder(member.additions().authentication()).forEach(authentication::put);
    return authentication.build();
  }

  private static JsonObject authentication(Credentials credentials) {
    if (!(credentials instanceof Credentials.Given given)) {
      return JsonObject.of("type", new JsonString("sas"));
    }
    Authentication authentication = given.authentication();
    JsonObject type = JsonObject.of("type", new JsonString(authentication.type()));
    if (authentication instanceof Authentication.Sas keys) {
      JsonObject pair = JsonObject.builder()
          .put("primaryKey", keys.primaryKey().base64())
          .put("secondaryKey", keys.secondaryKey().base64())
          .build();
      return type.with("symmetricKey", pair);
    }
    return authentication instanceof Authentication.SelfSigned pinned
        ? type.with("x509Thumbprint", thumbprints(pinned))
        : type;
  }

  private static JsonObject thumbprints(Authentication.SelfSigned pinned) {
    JsonObject.Builder pair = JsonObject.builder();
    pinned.primary().ifPresent(one -> pair.put("primaryThumbprint", one.hex()));
    pinned.secondary().ifPresent(one -> pair.put("secondaryThumbprint", one.hex()));
    return pair.build();
  }
}
