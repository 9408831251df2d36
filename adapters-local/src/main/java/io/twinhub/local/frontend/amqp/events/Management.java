package io.twinhub.local.frontend.amqp.events;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.message.RequestNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The node {@code $management}, which describes the event hub and its partitions. Java and .NET do not put a
 * token on their connection first; each request may hold one. Runs on the serial executor.
 */
final class Management implements RequestNode.Answering {
  private static final String HUB_TYPE = "com.microsoft:eventhub";
  private static final String PARTITION_TYPE = "com.microsoft:partition";

  /** How each JSON Web Token begins: this is base64 for the start of a JSON object. */
  private static final String JSON_WEB_TOKEN = "eyJ";

  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final int STATUS_OK = 200;

  private final EventHub hub;
  private final EventLinks.Surroundings around;
  private final RequestNode node;

  Management(EventHub hub, EventLinks.Surroundings around) {
    this.hub = hub;
    this.around = around;
    this.node = new RequestNode(around.turns(), this);
  }

  /** Attaches a link; no authentication is needed. */
  void attach(LinkRequest request) {
    node.attach(request);
  }

  @Override
  public AmqpMessage answer(AmqpMessage request) {
    try {
      Map<String, Object> description = describe(request);
      around.turns().onLoop(around.proven());
      return AmqpMessage.builder()
          .correlationId(request.messageId())
          .property("status-code", STATUS_OK)
          .property("status-description", "OK")
          .value(description)
          .build();
    } catch (HubException refusal) {
      around.log().accept(EventAddress.MANAGEMENT, refusal.error().message());
      return refused(request, refusal);
    }
  }

  @Override
  public AmqpMessage refused(AmqpMessage request, HubException refusal) {
    AmqpCondition condition = EventConditions.of(refusal);
    return AmqpMessage.builder()
        .correlationId(request.messageId())
        .property("status-code", refusal.code().httpStatus())
        .property("status-description", condition.description())
        .property("error-condition", condition.name())
        .property("errorCondition", condition.name())
        .build();
  }

  private Map<String, Object> describe(AmqpMessage request) {
    String name = request.property(NAME).orElse("");
    List<String> path = List.of(name, EventAddress.MANAGEMENT);
    AuthenticatedService service = request
        .property("security_token")
        .map(token -> around.rights().reader(path, schemed(token)))
        .orElseGet(() -> around.rights().reader(path));
    if (!request.property("operation").orElse("").equals("READ")) {
      throw new HubException(
          HubError.of(ErrorCode.INVALID_OPERATION, "$management accepts one operation, READ"));
    }
    if (!hub.isNamed(name)) {
      throw EventConditions.notFound(
          "there is no event hub '%s'; this one is called '%s'",
          ClientText.shown(name), hub.name());
    }
    String type = request.property(TYPE).orElse("");
    return switch (type) {
      case HUB_TYPE -> hub(service.principal());
      case PARTITION_TYPE ->
        partition(service.principal(), request.property("partition").orElse(""));
      default ->
        throw EventConditions.notFound(
            "there is nothing of type '%s'; there is %s and %s",
            ClientText.shown(type), HUB_TYPE, PARTITION_TYPE);
    };
  }

  /** Adds the scheme to a JSON Web Token, which comes without one. */
  private static String schemed(String token) {
    return token.startsWith(JSON_WEB_TOKEN) ? "Bearer " + token : token;
  }

  private Map<String, Object> hub(Principal principal) {
    int count = hub.events().partitions(principal);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(NAME, hub.name());
    members.put(TYPE, HUB_TYPE);
    members.put("created_at", hub.createdAt());
    members.put("partition_count", count);
    members.put(
        "partition_ids",
        IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    members.put("georeplication_factor", 1);
    return members;
  }

  private Map<String, Object> partition(Principal principal, String id) {
    int partition = EventConditions.partition(id, hub.events().partitions(principal));
    PartitionState state = hub.events().settledState(principal, partition);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(NAME, hub.name());
    members.put(TYPE, PARTITION_TYPE);
    members.put("partition", Integer.toString(partition));
    members.put("begin_sequence_number", state.first());
    members.put("last_enqueued_sequence_number", state.last());
    members.put("last_enqueued_offset", Long.toString(state.lastOffset()));
    members.put("last_enqueued_time_utc", state.lastEnqueued());
    members.put("is_partition_empty", state.isEmpty());
    return members;
  }
}
