package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.bootstrap.sql.SqlHub;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import java.util.List;
import java.util.Optional;

/** The hub as a whole, and the identities of its devices. Answers hold no keys. */
final class IdentityTools {
  private static final String CONTINUATION = "continuation";
  private static final String EDGE = "edge";

  private static final String LISTED = "SELECT %s FROM devices"
      .formatted(String.join(
          ", ",
          DocumentNames.DEVICE_ID,
          DocumentNames.STATUS,
          DocumentNames.CONNECTION_STATE,
          DocumentNames.LAST_ACTIVITY_TIME,
          DocumentNames.AUTHENTICATION_TYPE,
          DocumentNames.CAPABILITIES));

  private final AgentHub hub;

  private IdentityTools(AgentHub hub) {
    this.hub = hub;
  }

  static List<Tool> of(AgentHub hub) {
    IdentityTools tools = new IdentityTools(hub);
    return List.of(
        new Tool(
            "show_hub",
            "Shows which hub these tools work on, and how many devices it has. Call it first if you are not sure.",
            Scope.ANY,
            Effect.READS,
            Arguments.none(),
            arguments -> tools.summary()),
        new Tool(
            "list_devices",
            "Lists devices with status and connection state, or with deviceId the modules of that device. To"
                + " filter or count, use query. If the answer has 'next', call again with that continuation.",
            Scope.ANY,
            Effect.READS,
            Arguments.none()
                .takes(
                    DocumentNames.DEVICE_ID,
                    Argument.text("The device whose modules are listed.", "thermostat-1"))
                .takes(
                    CONTINUATION,
                    Argument.text("Where the answer before ended: its 'next'.", "bXlEZXZpY2U")),
            tools::listed),
        new Tool(
            "show_device",
            "Shows the identity of one device or module: status, how it authenticates, connection state, waiting"
                + " messages. Keys are never shown.",
            Scope.ANY,
            Effect.READS,
            Arguments.ofTarget(),
            tools::shown),
        new Tool(
            "create_device",
            "Registers a device with new keys, which stay in the hub. The user gets its connection string with"
                + " 'twinhub device-identity connection-string show -d ID'.",
            Scope.ANY,
            Effect.ADDS,
            Arguments.none()
                .needs(
                    DocumentNames.DEVICE_ID,
                    Argument.text("The id of the new device.", "thermostat-2"))
                .takes(EDGE, Argument.flag("Whether it is an IoT Edge device.")),
            tools::created));
  }

  private JsonObject summary() {
    RegistryStatistics counts = hub.ports().identities().statistics();
    return JsonObject.builder()
        .put("hub", hub.name())
        .put("runsHere", hub.isHere())
        .put("devices", counts.total())
        .put("disabledDevices", counts.disabled())
        .put("connectedDevices", counts.connected())
        .build();
  }

  private JsonObject listed(Members arguments) {
    Optional<TwinAddress> device = Given.optionalAddress(arguments);
    if (device.isPresent()) {
      RegisteredIdentity parent = found(device.get());
      List<RegisteredIdentity> modules =
          hub.ports().identities().modules(parent.identity().address().deviceId());
      return JsonObject.of("modules", JsonArray.of(modules, IdentityTools::withoutKeys));
    }
    SqlHub.Page page = hub.queries().page(LISTED, PageSize.MAX, arguments.filledText(CONTINUATION));
    JsonObject.Builder answer = JsonObject.builder().put("devices", new JsonArray(page.rows()));
    page.next().ifPresent(next -> answer.put("next", next));
    return answer.build();
  }

  private RegisteredIdentity found(TwinAddress address) {
    return hub.ports()
        .identities()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()));
  }

  private JsonObject shown(Members arguments) {
    return withoutKeys(found(Given.address(arguments)));
  }

  /** The identity; of its credentials only the kind, and thumbprints, which are public. */
  private static JsonObject withoutKeys(RegisteredIdentity registered) {
    JsonObject document = IdentityDocument.of(registered);
    return document.find(DocumentNames.AUTHENTICATION).orElse(document)
            instanceof JsonObject authentication
        ? document.with(
            DocumentNames.AUTHENTICATION, authentication.without(DocumentNames.SYMMETRIC_KEY))
        : document;
  }

  private JsonObject created(Members arguments) {
    IdentityRequest request = IdentityRequest.withKeys(Given.address(arguments))
        .placed(arguments.flag(EDGE), Optional.empty(), List.of());
    return withoutKeys(hub.ports().identities().create(request));
  }
}
