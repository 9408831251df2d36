package io.twinhub.domain.change;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The event that a device or module connected or disconnected, as the event log carries it. Source: captured
 * events of Azure.
 */
public final class ConnectionNotification {
  private static final String SCHEMA = "deviceConnectionStateNotification";

  /** The seconds from 1601 to 1970: Azure's sequence numbers count from the start of 1601. */
  private static final long EPOCH_1601_SECONDS = 11_644_473_600L;

  private static final long TICKS_PER_SECOND = 10_000_000;
  private static final int NANOS_PER_TICK = 100;
  private static final AtomicLong COUNT = new AtomicLong();

  private ConnectionNotification() {}

  /**
   * The message of the event; empty if the connection did not change.
   *
   * @param hubName the name of the hub
   * @param id the id of this event
   */
  public static Optional<DeviceMessage> message(
      TwinChange.RootChanged change, String hubName, String id) {
    boolean connected = change.after().root().connection().connected();
    if (connected == change.before().root().connection().connected()) {
      return Optional.empty();
    }
    String who = change.address().moduleId().isPresent() ? "module" : "device";
    JsonObject body =
        JsonObject.builder().put("sequenceNumber", number(change.at())).build();
    return Optional.of(new DeviceMessage(
        Bytes.of(JsonWriter.bytes(body)),
        TwinNotification.system(hubName, id),
        TwinNotification.properties(
            change.address(),
            change.at(),
            new TwinNotification.Words(
                hubName, who + (connected ? "Connected" : "Disconnected"), SCHEMA))));
  }

  /** A sequence number that grows with each event, in 64 hexadecimal digits: a time, then a count. */
  private static String number(Instant at) {
    long ticks = (at.getEpochSecond() + EPOCH_1601_SECONDS) * TICKS_PER_SECOND
        + at.getNano() / NANOS_PER_TICK;
    return "%032X%032X".formatted(ticks, COUNT.incrementAndGet());
  }
}
