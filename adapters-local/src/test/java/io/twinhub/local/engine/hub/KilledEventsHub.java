package io.twinhub.local.engine.hub;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.Routing;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.journal.SqliteEvents;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.routes.RouteTable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The process that is killed while telemetry and routed changes of twins are under way. It tells what was answered in
 * lines: {@code sent DEVICE ID} and {@code version DEVICE NUMBER}.
 */
final class KilledEventsHub {
  static final int DEVICES = 6;

  /** How many messages of one device are under way. */
  private static final int UNDERWAY_MAX = 8;

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final LocalHub hub;
  private final String round;

  private KilledEventsHub(LocalHub hub, String round) {
    this.hub = hub;
    this.round = round;
  }

  /** A hub with a route for changes of twins, on the files of a folder. */
  static LocalHub open(Path folder) {
    RouteTable routes = new RouteTable(
        RouteTable.HUB_NAME_DEFAULT,
        Routing.INITIAL.with(new Route("twins", EventSource.TWIN_CHANGES, Route.ALWAYS, true)),
        saved -> {});
    HubStorage storage = new HubStorage(
        SqliteJournal.open(folder.resolve("twins.db")),
        Optional.of(SqliteEvents.open(folder.resolve("events.db"), EventLimits.PARTITIONS_DEFAULT)),
        EventLimits.PARTITIONS_DEFAULT,
        Retention.ON_DISK,
        routes);
    return new LocalHub(
        TwinRules.DEFAULT, new HubSources(Clock.systemUTC()), storage, Optional.empty());
  }

  /** Runs on the folder {@code args[0]} until it is killed; {@code args[1]} names the round. */
  public static void main(String[] args) {
    LocalHub hub = open(Path.of(args[0]));
    KilledEventsHub killed = new KilledEventsHub(hub, args[1]);
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress device = TwinAddress.device("d" + i);
      if (hub.identities().find(device).isEmpty()) {
        hub.identities().create(IdentityRequest.withKeys(device));
      }
      new Thread(() -> killed.send(new Principal.Device(device))).start();
      new Thread(() -> killed.write(device)).start();
    }
  }

  private void send(Principal.Device device) {
    Semaphore room = new Semaphore(UNDERWAY_MAX);
    for (int i = 0; true; i++) {
      room.acquireUninterruptibly();
      String id = "%s-%d".formatted(round, i);
      DeviceMessage message =
          DeviceMessage.ofJson("{\"n\":%d}".formatted(i)).with(SystemProperty.MESSAGE_ID, id);
      var unused = hub.telemetry().send(device, message).thenRun(() -> {
        tell("sent %s %s".formatted(device.address(), id));
        room.release();
      });
    }
  }

  private void write(TwinAddress device) {
    for (int i = 0; true; i++) {
      TwinPatch patch = TwinPatch.ofTags(JsonObject.of("n", JsonNumber.of(i)));
      long version = hub.twins().patch(device, patch, IfMatch.any()).version().value();
      tell("version %s %d".formatted(device, version));
    }
  }

  /** In one write, so that a line is told whole or not at all. */
  private static void tell(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
