package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.amqp.message.LockedItems;
import io.twinhub.local.frontend.amqp.message.LockedLink;
import io.twinhub.local.frontend.amqp.message.TelemetryLink;
import io.twinhub.local.frontend.amqp.message.Turns;
import io.twinhub.local.frontend.net.Deadline;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A device or module that is connected by one or more links of a connection, and leaves when the last one
 * ends. Event loop, unless a method says otherwise.
 */
final class ConnectedDevice {
  private final DeviceConnection connection;
  private final ConnectedDevices devices;
  private final AmqpConnection amqp;
  private final ConnectionScope scope;
  private final Map<Slot, AmqpLink> links = new HashMap<>();
  private final Map<Purpose, LinkPair> pairs = new ConcurrentHashMap<>();
  private final BreakingLinks breaking;
  private volatile Optional<Deadline> expiry = Optional.empty();

  /** Links and requests for links; guarded by this, as is the field below. */
  private int uses;

  private boolean gone;

  /** An identity has one link of a kind. */
  record Slot(Purpose purpose, boolean clientSends) {
    static Slot of(Purpose purpose, LinkRequest request) {
      return new Slot(purpose, request.clientSends());
    }
  }

  ConnectedDevice(
      DeviceConnection connection,
      ConnectedDevices devices,
      AmqpConnection amqp,
      ConnectionScope scope) {
    this.connection = connection;
    this.devices = devices;
    this.amqp = amqp;
    this.scope = scope;
    this.breaking = new BreakingLinks(amqp, devices, links);
  }

  TwinAddress address() {
    return connection.address();
  }

  /** Announces one more link. Any thread; false if the device has left already. */
  synchronized boolean retain() {
    if (!gone) {
      uses++;
    }
    return !gone;
  }

  private void release() {
    boolean last;
    synchronized (this) {
      last = --uses == 0;
    }
    if (last) {
      leave("the client ended its last link");
    }
  }

  /** Drops the device when its token has expired and no other has come. */
  void watchExpiry(Optional<Instant> until) {
    until.ifPresent(time -> expiry = Optional.of(Deadline.at(
        time.plusSeconds(1),
        scope.hub().devices().clock(),
        amqp.channel().eventLoop(),
        this::expired)));
  }

  private void expired() {
    if (!amqp.ordered().take(0, this::renew)) {
      drop(
          new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"),
          "its token has expired, and the hub is too busy to look for another");
    }
  }

  /** Serial executor. */
  private void renew() {
    try {
      Optional<Instant> until = scope.credentials().device(address()).until();
      amqp.onLoop(() -> watchExpiry(until));
    } catch (HubException expired) {
      amqp.onLoop(() -> drop(AmqpCondition.of(expired), expired.error().message()));
    }
  }

  /** Attaches a link that was announced. */
  void attach(LinkRequest request, Purpose purpose) {
    if (isGone()) {
      request.refuse(new AmqpCondition(AmqpCondition.FORCED, "the device left in the meantime"));
      return;
    }
    switch (purpose) {
      case TWIN -> attachPair(request, purpose, "twin:");
      case METHODS -> attachPair(request, purpose, "methods:");
      case DEVICE_BOUND -> attachMessages(request, purpose);
      // On a link from the hub, the inputs of a module would come; no hub without an edge sends
      // any.
      default -> admit(request, purpose, telemetry(request));
    }
  }

  private Turns turns() {
    return new Turns(
        amqp.channel(),
        amqp.work(),
        amqp.ordered(),
        refusal -> scope.log().refused(address().toString(), refusal));
  }

  private TelemetryLink telemetry(LinkRequest request) {
    return new TelemetryLink(
        request.link(),
        connection,
        turns(),
        message -> scope.hub().devices().inBandFaults().sent(address(), message, breaking));
  }

  private void attachMessages(LinkRequest request, Purpose purpose) {
    LockedLink messages = new LockedLink(request.link(), LockedItems.messages(connection), turns());
    admit(request, purpose, messages);
    messages.start();
  }

  private synchronized boolean isGone() {
    return gone;
  }

  /** @param prefix the start of the correlation id of such a pair */
  private void attachPair(LinkRequest request, Purpose purpose, String prefix) {
    Optional<String> correlation = request
        .property("com.microsoft:channel-correlation-id")
        .filter(text -> text.startsWith(prefix));
    if (correlation.isEmpty()) {
      AmqpCondition invalid = new AmqpCondition(
          AmqpCondition.ARGUMENT,
          "400004 ArgumentInvalid: Property 'com.microsoft:channel-correlation-id' is invalid.");
      scope.log().refused(address().toString(), invalid.toString());
      request.refuse(invalid);
      release();
      return;
    }
    LinkPair pair = pair(purpose, correlation.get());
    pair.join(request.link(), request.clientSends());
    admit(request, purpose, user(pair, purpose, request.link()));
    pair.attached();
  }

  /** The pair that a link belongs to; ends any other pair. */
  private LinkPair pair(Purpose purpose, String correlationId) {
    LinkPair present = pairs.get(purpose);
    if (present != null && !present.correlationId().equals(correlationId)) {
      present.detach(new AmqpCondition(
          AmqpCondition.STOLEN,
          "a link with another com.microsoft:channel-correlation-id was attached"));
      pairs.remove(purpose, present);
    }
    return pairs.computeIfAbsent(
        purpose,
        missing -> purpose == Purpose.TWIN
            ? new TwinPair(correlationId, amqp, connection, scope)
            : new MethodPair(correlationId, amqp, connection, scope));
  }

  private LinkUser user(LinkPair pair, Purpose purpose, AmqpLink link) {
    return new LinkUser() {
      @Override
      public void received(Delivery delivery) {
        pair.received(delivery);
      }

      @Override
      public void credited() {
        pair.credited();
      }

      @Override
      public void detached() {
        if (pair.holds(link)) {
          pair.end();
          pairs.remove(purpose, pair);
        }
      }
    };
  }

  private void admit(LinkRequest request, Purpose purpose, LinkUser user) {
    Slot slot = Slot.of(purpose, request);
    AmqpLink link = request.link();
    Optional.ofNullable(links.put(slot, link))
        .ifPresent(older -> older.detach(new AmqpCondition(
            AmqpCondition.STOLEN, "409002 LinkCreationConflict: a newer link took over")));
    request.admit(new LinkUser() {
      @Override
      public void received(Delivery delivery) {
        user.received(delivery);
      }

      @Override
      public boolean isSettledByClient() {
        return user.isSettledByClient();
      }

      @Override
      public void credited() {
        user.credited();
      }

      @Override
      public void drain(Runnable done) {
        user.drain(done);
      }

      @Override
      public void detached() {
        links.remove(slot, link);
        user.detached();
        release();
      }
    });
  }

  /** Ends all its links on the hub's behalf, and the connection if nobody else uses it. */
  void drop(AmqpCondition condition, String reason) {
    scope.log().refused(address().toString(), reason);
    List.copyOf(links.values()).forEach(link -> link.detach(condition));
    leave(reason);
    devices.dropped(condition);
  }

  /**
   * Gives the device's place back. Any thread; leaving twice does nothing.
   *
   * @param reason why, for the journal of operations
   */
  void leave(String reason) {
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
    }
    expiry.ifPresent(Deadline::cancel);
    pairs.values().forEach(LinkPair::end);
    devices.left(this);
    if (!amqp.work().offer(() -> connection.close(reason))) {
      connection.close(reason);
    }
  }
}
