package io.twinhub.bootstrap.fleet;

import io.twinhub.application.fleet.FleetMember;
import io.twinhub.application.fleet.TwinContent;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.frontend.wire.IdentityRequestJson;
import io.twinhub.local.frontend.wire.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what {@link io.twinhub.application.fleet.MemberDocument} writes. Strict: a member that is not
 * known is a typing mistake, not something to pass over.
 */
final class MemberParser {
  private static final Set<String> KNOWN = new TreeSet<>(List.of(
      "deviceId",
      "moduleId",
      "authentication",
      "status",
      "statusReason",
      "capabilities",
      "managedBy",
      "parents",
      "tags",
      "properties"));
  private static final Set<String> KNOWN_PROPERTIES = new TreeSet<>(List.of("desired", "reported"));

  private MemberParser() {}

  /**
   * The member that {@code fields} describe.
   *
   * @throws HubException naming the path of what is wrong
   */
  static FleetMember parse(JsonFields fields) {
    requireKnown(fields, KNOWN);
    TwinAddress address = address(fields);
    IdentityRequest request = IdentityRequestJson.parse(address, fields);
    return new FleetMember(
        address,
        credentials(fields, request.credentials()),
        request.status(),
        request.statusReason(),
        request.edge(),
        request.managedBy(),
        fields.texts("parents").stream().map(DeviceId::new).toList(),
        content(fields));
  }

  /** Refuses members that are none of {@code known}. */
  static void requireKnown(JsonFields fields, Set<String> known) {
    for (String name : fields.object().names()) {
      if (!known.contains(name)) {
        throw fields.invalid(
            name, "is not known here; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private static TwinAddress address(JsonFields fields) {
    DeviceId device = new DeviceId(
        fields.filledText("deviceId").orElseThrow(() -> fields.invalid("deviceId", "is missing")));
    return fields
        .filledText("moduleId")
        .map(module -> TwinAddress.of(device, new ModuleId(module)))
        .orElseGet(() -> TwinAddress.of(device));
  }

  /** With one key only, the hub would make another second one at each import. */
  private static Credentials credentials(JsonFields fields, Credentials wanted) {
    if (wanted instanceof Credentials.Given) {
      return wanted;
    }
    if (wanted instanceof Credentials.Keys keys && keys.primary().isPresent()) {
      return new Credentials.Given(new Authentication.Sas(
          keys.primary().get(), keys.secondary().orElseThrow(() -> oneKey(fields))));
    }
    if (wanted instanceof Credentials.Keys keys && keys.secondary().isPresent()) {
      throw oneKey(fields);
    }
    return new Credentials.Keys(Optional.empty(), Optional.empty());
  }

  private static HubException oneKey(JsonFields fields) {
    return fields.invalid("authentication.symmetricKey", "must hold both keys, or none");
  }

  private static TwinContent content(JsonFields fields) {
    Optional<JsonFields> properties = fields.object("properties");
    properties.ifPresent(both -> requireKnown(both, KNOWN_PROPERTIES));
    return new TwinContent(
        object(Optional.of(fields), "tags"),
        object(properties, "desired"),
        object(properties, "reported"));
  }

  private static JsonObject object(Optional<JsonFields> fields, String name) {
    return fields
        .flatMap(some -> some.object(name))
        .map(JsonFields::object)
        .orElse(JsonObject.EMPTY);
  }
}
