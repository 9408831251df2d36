package io.twinhub.azure.events;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinNotification;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of a hub's twins, read among its events. Changes arrive only where message routes of the hub
 * send them to its built-in endpoint, one for {@code TwinChangeEvents} and one for
 * {@code DeviceLifecycleEvents}; without a route none arrive, which cannot be told apart from twins that do
 * not change.
 */
public final class AzureTwinChanges implements TwinChanges {
  private static final Logger LOG = LoggerFactory.getLogger(AzureTwinChanges.class);

  private final EventLog log;

  /** The changes among the events of {@code log}. */
  public AzureTwinChanges(EventLog log) {
    this.log = log;
  }

  @Override
  public Subscription subscribe(Consumer<TwinEvent> listener) {
    Object oneAtATime = new Object();
    return NewEvents.follow(log, event -> {
      synchronized (oneAtATime) {
        tell(event, listener);
      }
    });
  }

  private static void tell(HubEvent event, Consumer<TwinEvent> listener) {
    if (event.origin().source() == EventSource.TELEMETRY) {
      return;
    }
    Optional<TwinEvent> change =
        body(event).flatMap(body -> TwinNotification.read(event.origin(), event.message(), body));
    try {
      change.ifPresent(listener);
    } catch (RuntimeException mistake) {
      LOG.error("a listener failed", mistake);
    }
  }

  private static Optional<JsonObject> body(HubEvent event) {
    try {
      return Optional.of(JsonText.parseObject(event.message().body().toArray()));
    } catch (HubException notJson) {
      LOG.warn("event {} of partition {} is no JSON object", event.sequence(), event.partition());
      return Optional.empty();
    }
  }
}
