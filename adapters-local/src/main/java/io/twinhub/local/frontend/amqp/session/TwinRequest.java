package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.MessageId;
import io.twinhub.local.frontend.twin.TwinAnswer;
import java.util.Optional;

/** A request on a twin link, named by the annotations {@code operation} and {@code resource}. */
final class TwinRequest {
  private static final String REPORTED = "/properties/reported";
  private static final String DESIRED = "/notifications/twin/properties/desired";

  private final AmqpMessage message;

  TwinRequest(AmqpMessage message) {
    this.message = message;
  }

  /** The id by which the answer is matched; some clients give it only as the message's own id. */
  Optional<MessageId> id() {
    return message.correlationId().or(message::messageId);
  }

  /** The operation that it names. */
  String operation() {
    return message.annotation("operation").orElse("");
  }

  /** How many bytes it holds. */
  int bytes() {
    return message.body().length;
  }

  /**
   * Carries it out. Serial executor; may wait.
   *
   * @param changes begins and ends the notifications
   * @throws HubException if the hub refuses
   */
  TwinAnswer carryOut(DeviceConnection connection, DesiredWatch changes) {
    return switch (operation()) {
      case "GET" -> TwinAnswer.read(connection);
      case "PATCH" -> {
        requireResource(REPORTED);
        // The service ignores the annotation "version" over AMQP.
        yield TwinAnswer.report(
            connection, ReportedPatch.of(JsonText.parseObjectOfClient(message.body())));
      }
      case "PUT" -> {
        requireResource(DESIRED);
        changes.start();
        yield TwinAnswer.done();
      }
      case "DELETE" -> {
        requireResource(DESIRED);
        changes.stop();
        yield TwinAnswer.done();
      }
      default ->
        throw invalid("operation '%s'; twin links accept GET, PATCH, PUT and DELETE"
            .formatted(ClientText.shown(operation())));
    };
  }

  private void requireResource(String path) {
    String resource = message.annotation("resource").orElse("");
    if (!resource.equalsIgnoreCase(path)) {
      throw invalid(
          "resource '%s'; this operation accepts %s".formatted(ClientText.shown(resource), path));
    }
  }

  private static HubException invalid(String what) {
    return new HubException(RequestError.invalid(what));
  }
}
