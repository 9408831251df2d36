package io.twinhub.bootstrap.live;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinNotification;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import java.util.Optional;

/**
 * Events of the log for a page: {@code {"deviceId","moduleId"?,"source","enqueued","properties","body"}}. The body
 * is JSON if the content type says so, and else a text; one that is no text is {@code "bodyBase64"}.
 */
final class MessageHappening {
  /** The property of a hub's own event that names the operation. */
  private static final String OPERATION = "opType";

  private MessageHappening() {}

  static Happening of(HubEvent event) {
    return Happening.of(Happening.Kind.MESSAGE, event.origin().address(), () -> document(event))
        .ofSize((int) event.message().size());
  }

  private static JsonObject document(HubEvent event) {
    DeviceMessage message = event.message();
    JsonObject.Builder properties = JsonObject.builder();
    message.properties().forEach((name, text) -> properties.put(name, new JsonString(text)));
    return EventPayload.of(message, Optional.empty())
        .put(
            IdentityDocument.ids(event.origin().address())
                .put("source", event.origin().source().azureName())
                .put("enqueued", HubTime.text(event.enqueued()))
                .put("properties", properties.build()),
            "body")
        .build();
  }

  /** The change of a twin, or the connection, that an event of the hub itself reports. */
  static Optional<Happening> reported(HubEvent event) {
    DeviceMessage message = event.message();
    TwinAddress address = event.origin().address();
    return switch (event.origin().source()) {
      case TWIN_CHANGES, DEVICE_LIFECYCLE -> change(event).map(ChangeHappening::of);
      case CONNECTION_STATE ->
        Optional.ofNullable(message.properties().get(OPERATION))
            .map(kind -> ChangeHappening.connection(address, kind, event.enqueued()));
      case TELEMETRY -> Optional.empty();
    };
  }

  private static Optional<TwinEvent> change(HubEvent event) {
    try {
      JsonObject body = JsonText.parseObject(event.message().body().toArray());
      return TwinNotification.read(event.origin(), event.message(), body);
    } catch (HubException notJson) {
      return Optional.empty();
    }
  }
}
