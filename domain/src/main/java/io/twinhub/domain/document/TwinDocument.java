package io.twinhub.domain.document;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.domain.twin.property.Version;
import java.util.List;
import java.util.Optional;

/**
 * The JSON document of a twin, as the service side reads it. The names, their order and the omission of
 * fields follow captured documents of Azure.
 */
public final class TwinDocument {
  private TwinDocument() {}

  /** The document of {@code twin}, with metadata. */
  public static JsonObject of(Twin twin) {
    TwinRoot root = twin.root();
    JsonObject.Builder document = IdentityDocument.ids(twin.address());
    document.put(DocumentNames.ETAG, twin.etag().value());
    putRoot(document, root);
    document.put(DocumentNames.VERSION, twin.version().asJson());
    if (!twin.tags().values().isEmpty()) {
      document.put(DocumentNames.TAGS, twin.tags().values());
    }
    document.put(DocumentNames.PROPERTIES, properties(twin));
    if (twin.address().moduleId().isEmpty()) {
      document.put(DocumentNames.CAPABILITIES, IdentityDocument.capabilities(root.edge()));
    }
    root.deviceScope().ifPresent(scope -> document.put(DocumentNames.DEVICE_SCOPE, scope));
    if (!root.parentScopes().isEmpty()) {
      document.put(DocumentNames.PARENT_SCOPES, JsonArray.of(root.parentScopes(), JsonString::new));
    }
    root.attributes().ifPresent(own -> document.put(DocumentNames.ATTRIBUTES, own));
    if (!root.standings().isEmpty()) {
      document.put(DocumentNames.CONFIGURATIONS, StandingsDocument.of(root.standings()));
    }
    return document.build();
  }

  /**
   * The value at {@code path} in the document of {@code twin}, like {@code of(twin).find(path)}. For tags and
   * properties the document is not rendered, since queries ask for them in every twin.
   */
  public static Optional<JsonValue> find(Twin twin, JsonPath path) {
    List<String> segments = path.segments();
    String root = segments.isEmpty() ? "" : segments.get(0);
    if (root.equals(DocumentNames.TAGS) && segments.size() > 1) {
      return twin.tags().values().find(segments.subList(1, segments.size()));
    }
    if (root.equals(DocumentNames.DEVICE_ID) && segments.size() == 1) {
      return Optional.of(new JsonString(twin.address().deviceId().value()));
    }
    boolean isProperty = root.equals(DocumentNames.PROPERTIES) && segments.size() > 2;
    if (isProperty && !segments.get(2).startsWith("$")) {
      List<String> below = segments.subList(2, segments.size());
      return switch (segments.get(1)) {
        case DocumentNames.DESIRED -> twin.desired().values().find(below);
        case DocumentNames.REPORTED -> twin.reported().values().find(below);
        default -> Optional.empty();
      };
    }
    return of(twin).find(path);
  }

  private static void putRoot(JsonObject.Builder document, TwinRoot root) {
    document.put(DocumentNames.DEVICE_ETAG, root.deviceEtag().value());
    document.put(DocumentNames.STATUS, root.status().azureName());
    root.statusReason().ifPresent(reason -> document.put(DocumentNames.STATUS_REASON, reason));
    document.put(DocumentNames.STATUS_UPDATE_TIME, HubTime.text(root.statusUpdateTime()));
    ConnectionState connection = root.connection();
    document.put(
        DocumentNames.CONNECTION_STATE, IdentityDocument.connectionState(connection.connected()));
    document.put(DocumentNames.LAST_ACTIVITY_TIME, HubTime.text(connection.lastActivityTime()));
    document.put(DocumentNames.MESSAGE_COUNT, connection.messageCount());
    TwinRoot.Credentials credentials = root.credentials();
    document.put(DocumentNames.AUTHENTICATION_TYPE, credentials.type());
    document.put(
        DocumentNames.X509_THUMBPRINT,
        AuthenticationDocument.thumbprints(credentials.primary(), credentials.secondary()));
    document.put(DocumentNames.MODEL_ID, connection.modelId());
  }

  /** Desired and reported properties. */
  static JsonObject properties(Twin twin) {
    DesiredProperties desired = twin.desired();
    ReportedProperties reported = twin.reported();
    return JsonObject.builder()
        .put(
            DocumentNames.DESIRED,
            SectionDocument.of(desired.values(), desired.metadata(), desired.version()))
        .put(
            DocumentNames.REPORTED,
            SectionDocument.of(reported.values(), reported.metadata(), reported.version()))
        .build();
  }

  /** The twin in a document. A missing member gets the value that it has in a new twin. */
  public static Twin twin(JsonObject document) {
    Members members = Members.leniently(document);
    Members properties = members.inner(DocumentNames.PROPERTIES);
    JsonObject desired = properties.inner(DocumentNames.DESIRED).object();
    JsonObject reported = properties.inner(DocumentNames.REPORTED).object();
    return new Twin(
        IdentityDocument.address(members, DocumentNames.DEVICE_ID),
        root(members),
        new Etag(members.text(DocumentNames.ETAG).orElse("")),
        new Version(members.number(DocumentNames.VERSION)),
        new Tags(members.inner(DocumentNames.TAGS).object()),
        new DesiredProperties(
            HubMembers.dropFrom(desired),
            SectionDocument.metadata(desired),
            SectionDocument.version(desired)),
        new ReportedProperties(
            HubMembers.dropFrom(reported),
            SectionDocument.metadata(reported),
            SectionDocument.version(reported)));
  }

  private static TwinRoot root(Members members) {
    Authentication.SelfSigned pinned = AuthenticationDocument.pinned(members);
    return new TwinRoot(
        new IdentityEtag(members.text(DocumentNames.DEVICE_ETAG).orElse("")),
        IdentityDocument.shownStatus(members),
        members.filledText(DocumentNames.STATUS_REASON),
        members.time(DocumentNames.STATUS_UPDATE_TIME),
        new TwinRoot.Credentials(
            members.filledText(DocumentNames.AUTHENTICATION_TYPE).orElse(Authentication.None.TYPE),
            pinned.primary(),
            pinned.secondary()),
        new ConnectionState(
            IdentityDocument.isConnected(members),
            Identity.NEVER,
            members.time(DocumentNames.LAST_ACTIVITY_TIME),
            members.text(DocumentNames.MODEL_ID).orElse(""),
            IdentityDocument.messageCount(members)),
        IdentityDocument.isEdge(members),
        members.filledText(DocumentNames.DEVICE_SCOPE),
        members.texts(DocumentNames.PARENT_SCOPES),
        IdentityDocument.attributes(members),
        StandingsDocument.read(members.inner(DocumentNames.CONFIGURATIONS)));
  }
}
