package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.domain.document.AuthenticationDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A fleet member as JSON: a line of an export, an entry of a seed, and the form that comparisons show. The
 * form is canonical: equal members have equal texts. Defaults are left out, and tags and properties are
 * sorted by name.
 */
public final class FleetDocument {
  /** The path to the keys, which are written to files and shown nowhere else. */
  public static final List<String> KEYS =
      List.of(DocumentNames.AUTHENTICATION, DocumentNames.SYMMETRIC_KEY);

  /** The ids of the parents, in place of an identity's parent scopes, which differ from hub to hub. */
  private static final String PARENTS = "parents";

  private static final Set<String> KNOWN = Set.of(
      DocumentNames.DEVICE_ID,
      DocumentNames.MODULE_ID,
      DocumentNames.AUTHENTICATION,
      DocumentNames.STATUS,
      DocumentNames.STATUS_REASON,
      DocumentNames.CAPABILITIES,
      DocumentNames.MANAGED_BY,
      PARENTS,
      DocumentNames.ATTRIBUTES,
      DocumentNames.TAGS,
      DocumentNames.PROPERTIES);

  /** The known names inside each nested object, by the path of that object. */
  private static final Map<JsonPath, Set<String>> KNOWN_INSIDE = Map.of(
      JsonPath.of(DocumentNames.PROPERTIES),
      Set.of(DocumentNames.DESIRED, DocumentNames.REPORTED),
      JsonPath.of(DocumentNames.CAPABILITIES),
      Set.of(DocumentNames.IOT_EDGE),
      JsonPath.of(DocumentNames.AUTHENTICATION),
      Set.of(
          DocumentNames.TYPE,
          DocumentNames.SYMMETRIC_KEY,
          DocumentNames.X509_THUMBPRINT,
          DocumentNames.POLICY_RESOURCE_ID,
          DocumentNames.X509_CA_VALIDATION),
      new JsonPath(KEYS),
      Set.of(DocumentNames.PRIMARY_KEY, DocumentNames.SECONDARY_KEY),
      JsonPath.of(DocumentNames.AUTHENTICATION, DocumentNames.X509_THUMBPRINT),
      Set.of(DocumentNames.PRIMARY_THUMBPRINT, DocumentNames.SECONDARY_THUMBPRINT));

  private FleetDocument() {}

  /** The document of {@code member}. */
  public static JsonObject of(FleetMember member) {
    JsonObject.Builder document = IdentityDocument.ids(member.address());
    document.put(DocumentNames.AUTHENTICATION, authentication(member));
    if (member.status() != DeviceStatus.ENABLED) {
      document.put(DocumentNames.STATUS, member.status().azureName());
    }
    member.statusReason().ifPresent(reason -> document.put(DocumentNames.STATUS_REASON, reason));
    if (member.edge()) {
      document.put(DocumentNames.CAPABILITIES, IdentityDocument.capabilities(true));
    }
    member.managedBy().ifPresent(who -> document.put(DocumentNames.MANAGED_BY, who));
    if (!member.parents().isEmpty()) {
      document.put(PARENTS, JsonArray.of(member.parents(), id -> new JsonString(id.value())));
    }
    putFilled(document, DocumentNames.ATTRIBUTES, member.attributes());
    putContent(document, member.content());
    return document.build();
  }

  private static void putContent(JsonObject.Builder document, TwinContent content) {
    putFilled(document, DocumentNames.TAGS, content.tags());
    JsonObject.Builder properties = JsonObject.builder();
    putFilled(properties, DocumentNames.DESIRED, content.desired());
    putFilled(properties, DocumentNames.REPORTED, content.reported());
    JsonObject filled = properties.build();
    if (!filled.isEmpty()) {
      document.put(DocumentNames.PROPERTIES, filled);
    }
  }

  private static void putFilled(JsonObject.Builder object, String name, JsonObject member) {
    if (!member.isEmpty()) {
      object.put(name, inOrder(member));
    }
  }

  /** The object with its members sorted by name, at every depth. */
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
        ? JsonArray.of(array.elements(), FleetDocument::inOrder)
        : value;
  }

  /** Keys that are not given are left out, along with the object that would hold them. */
  private static JsonObject authentication(FleetMember member) {
    JsonObject known = member.credentials() instanceof Credentials.Given given
        ? AuthenticationDocument.request(given.authentication())
        : JsonObject.of(DocumentNames.TYPE, new JsonString(Authentication.Sas.TYPE));
    JsonObject.Builder authentication = known.toBuilder();
    inOrder(member.additions().authentication()).forEach(authentication::put);
    return authentication.build();
  }

  /**
   * The fleet member that a document describes. An unknown name is refused as a typing mistake.
   *
   * @param members of a file, read exactly
   * @throws HubException naming the path of what is wrong
   */
  public static FleetMember member(Members members) {
    members.requireKnown(KNOWN);
    KNOWN_INSIDE.forEach((path, known) -> requireKnownInside(members, path, known));
    TwinAddress address = IdentityDocument.address(members, DocumentNames.DEVICE_ID);
    IdentityRequest request = IdentityDocument.request(address, members);
    return new FleetMember(
        address,
        credentials(members, request.credentials()),
        request.status(),
        request.statusReason(),
        request.edge(),
        request.managedBy(),
        members.texts(PARENTS).stream().map(DeviceId::new).toList(),
        request.additions(),
        content(members));
  }

  private static void requireKnownInside(Members members, JsonPath path, Set<String> known) {
    Optional<Members> inner = Optional.of(members);
    for (String name : path.segments()) {
      inner = inner.flatMap(outer -> outer.object(name));
    }
    inner.ifPresent(found -> found.requireKnown(known));
  }

  /** Both keys are required: with only one, the hub would generate a different second key at each import. */
  private static Credentials credentials(Members members, Credentials wanted) {
    if (wanted instanceof Credentials.Given) {
      return wanted;
    }
    if (!(wanted instanceof Credentials.Keys keys) || keys.keys().isEmpty()) {
      return FleetMember.KEYS_NOT_TOLD;
    }
    if (keys.primary().isEmpty() || keys.secondary().isEmpty()) {
      throw members.invalid(new JsonPath(KEYS).toString(), "must contain both keys or neither");
    }
    return new Credentials.Given(
        new Authentication.Sas(keys.primary().get(), keys.secondary().get()));
  }

  private static TwinContent content(Members members) {
    Members properties = members.inner(DocumentNames.PROPERTIES);
    return new TwinContent(
        members.inner(DocumentNames.TAGS).object(),
        properties.inner(DocumentNames.DESIRED).object(),
        properties.inner(DocumentNames.REPORTED).object());
  }
}
