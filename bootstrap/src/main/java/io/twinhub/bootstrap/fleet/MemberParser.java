package io.twinhub.bootstrap.fleet;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.frontend.wire.IdentityRequestJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@link io.twinhub.application.fleet.MemberDocument} writes. Strict: a member that is not
 * known is a typing mistake, not something to pass over.
 */
final class MemberParser {
  private static final Set<String> KNOWN = Set.of(
      "deviceId",
      "moduleId",
      "authentication",
      "status",
      "statusReason",
      "capabilities",
      "managedBy",
      "parents",
      "attributes",
      "tags",
      "properties");

  /** The members of members that are known, by the path of the outer one. */
  private static final Map<String, Set<String>> KNOWN_INSIDE = Map.of(
      "properties", Set.of("desired", "reported"),
      "capabilities", Set.of("iotEdge"),
      "authentication",
          Set.of("type", "symmetricKey", "x509Thumbprint", "policyResourceId", "x509CaValidation"),
      "authentication.symmetricKey", Set.of("primaryKey", "secondaryKey"),
      "authentication.x509Thumbprint", Set.of("primaryThumbprint", "secondaryThumbprint"));

  private MemberParser() {}

  /**
   * The member that {@code fields} describe.
   *
   * @throws HubException naming the path of what is wrong
   */
  static FleetMember parse(Members fields) {
    fields.requireKnown(KNOWN);
    KNOWN_INSIDE.forEach((name, known) -> requireKnownInside(fields, name, known));
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
        request.additions(),
        content(fields));
  }

  private static void requireKnownInside(Members fields, String path, Set<String> known) {
    Optional<Members> inner = Optional.of(fields);
    for (String name : JsonPath.parse(path).segments()) {
      inner = inner.flatMap(outer -> outer.object(name));
    }
    inner.ifPresent(found -> found.requireKnown(known));
  }

  private static TwinAddress address(Members fields) {
    DeviceId device = new DeviceId(
        fields.filledText("deviceId").orElseThrow(() -> fields.invalid("deviceId", "is missing")));
    return fields
        .filledText("moduleId")
        .map(module -> TwinAddress.of(device, new ModuleId(module)))
        .orElseGet(() -> TwinAddress.of(device));
  }

  /** With one key only, the hub would make another second one at each import. */
  private static Credentials credentials(Members fields, Credentials wanted) {
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

  private static HubException oneKey(Members fields) {
    return fields.invalid("authentication.symmetricKey", "must hold both keys, or none");
  }

  private static TwinContent content(Members fields) {
    Optional<Members> properties = fields.object("properties");
    return new TwinContent(
        object(Optional.of(fields), "tags"),
        object(properties, "desired"),
        object(properties, "reported"));
  }

  private static JsonObject object(Optional<Members> fields, String name) {
    return fields.flatMap(some -> some.object(name)).map(Members::object).orElse(JsonObject.EMPTY);
  }
}
