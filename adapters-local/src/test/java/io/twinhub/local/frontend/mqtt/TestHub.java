package io.twinhub.local.frontend.mqtt;

import io.twinhub.application.port.InBandFaults;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.access.DeviceAuthentication;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.log.ClosingLog;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.twin.FakeHub;
import io.twinhub.local.frontend.twin.HandExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A front end over fakes: every password but {@code wrong} is good, and expires when a test says. */
final class TestHub {
  /** Room for a few of the largest packets. */
  static final int BUDGET_BYTES = 1024 * 1024;

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final FakeHub twins = new FakeHub();
  private final HandExecutor workers = new HandExecutor();
  private final List<String> log = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Throwable> mistakes = new ArrayList<>();
  private final MqttFrontEnd frontEnd;
  private Optional<Instant> until = Optional.empty();
  private Instant now = NOW;

  private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  private InBandFaults inBandFaults = InBandFaults.IGNORED;

  TestHub() {
    this(ConnectionCount.CONNECTIONS_MAX);
  }

  TestHub(int connectionsMax) {
    DeviceAuthentication authentication = (claimed, token, chain) -> {
      if (token.filter(ClientPackets.WRONG_TOKEN::equals).isPresent()) {
        throw new HubException(new AccessError.NotAuthenticated("the signature is wrong"));
      }
      return new AuthenticatedDevice(new Principal.Device(claimed), until);
    };
    frontEnd = new MqttFrontEnd(new DeviceServices(
        twins,
        twins,
        authentication,
        () -> now,
        new ConnectionCount(connectionsMax),
        budget,
        (sender, message, connection) -> inBandFaults.sent(sender, message, connection),
        new ClosingLog() {
          @Override
          public void closed(String who, String reason, Optional<Throwable> mistake) {
            log.add(who + ": " + reason);
            mistake.ifPresent(mistakes::add);
          }

          @Override
          public void refused(String who, String reason, String mark) {
            refusals.add(who + ": " + reason);
          }
        }));
  }

  TestDevice device(String id) {
    return TestDevice.connected(this, Connect.of(id));
  }

  void expireAt(Instant time) {
    until = Optional.of(time);
  }

  /** Moves the wall clock; timers are the channel's. */
  void letPass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  FakeHub twins() {
    return twins;
  }

  HandExecutor workers() {
    return workers;
  }

  /** Why connections ended. */
  List<String> log() {
    return log;
  }

  /** The hub's own mistakes; a client can write the words of the log, too. */
  List<Throwable> mistakes() {
    return mistakes;
  }

  /** Why requests were refused. */
  List<String> refusals() {
    return refusals;
  }

  MqttFrontEnd frontEnd() {
    return frontEnd;
  }

  ByteBudget budget() {
    return budget;
  }

  /** Has messages that ask for faults judged by {@code other}. */
  void judgeFaults(InBandFaults other) {
    inBandFaults = other;
  }
}
