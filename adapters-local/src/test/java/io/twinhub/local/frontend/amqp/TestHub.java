package io.twinhub.local.frontend.amqp;

import io.twinhub.application.port.InBandFaults;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.access.PutTokens;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.amqp.events.EventHub;
import io.twinhub.local.frontend.amqp.session.AmqpHub;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.twin.FakeHub;
import io.twinhub.local.frontend.twin.HandExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A front end over fakes. The token {@code "device dev1"} is dev1's and good for its modules, {@code "policy all"} is a policy's that
 * may act as any device and as a back end; every other is refused. Tokens are good until a test says else.
 */
final class TestHub {
  /** Room for a few of the largest packets. */
  static final int BUDGET_BYTES = 1024 * 1024;

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Pattern KNOWN = Pattern.compile("(device|policy|devices-only) .*");
  private static final Instant FAR = NOW.plusSeconds(1_000_000);

  private final FakeHub twins = new FakeHub();
  private final HandExecutor workers = new HandExecutor();
  private final List<String> log = new ArrayList<>();
  private final List<Throwable> mistakes = new ArrayList<>();
  private final Map<String, Instant> ends = new HashMap<>();
  private final ConnectionCount connections;
  private final AmqpFrontEnd frontEnd;
  private Instant now = NOW;
  private boolean certificates;

  private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  private InBandFaults inBandFaults = InBandFaults.IGNORED;

  TestHub() {
    this(ConnectionCount.CONNECTIONS_MAX);
  }

  TestHub(int connectionsMax) {
    this(connectionsMax, Optional.empty());
  }

  /** A front end over a real hub. */
  TestHub(TestableHub real) {
    this(ConnectionCount.CONNECTIONS_MAX, Optional.of(real));
  }

  private TestHub(int connectionsMax, Optional<TestableHub> real) {
    connections = new ConnectionCount(connectionsMax);
    DeviceServices surroundings = new DeviceServices(
        real.map(TestableHub::devices).orElse(twins),
        twins,
        (claimed, token, chain) -> device(claimed, token),
        () -> now,
        connections,
        budget,
        (sender, message, connection) -> inBandFaults.sent(sender, message, connection),
        (who, reason, mistake) -> {
          log.add(who + ": " + reason);
          mistake.ifPresent(mistakes::add);
        });
    frontEnd = new AmqpFrontEnd(
        new AmqpHub(
            surroundings,
            real.map(TestableHub::messages).orElseGet(QuietMessages::new),
            this::judge),
        new EventHub(
            "myhub",
            List.of("$Default", "other"),
            NOW,
            real.map(TestableHub::events).orElseGet(QuietEvents::new)));
  }

  private PutTokens.Grant judge(String token, String audience) {
    String[] words = (token + " ").split(" ", 2);
    return switch (words[0]) {
      case "device" ->
        new PutTokens.Grant.OfDevice(device(address(words[1].strip()), Optional.of(token)));
      case "policy" ->
        new PutTokens.Grant.OfService(new AuthenticatedService(
            new Principal.Service(
                words[1].strip(), Set.of(Permission.SERVICE_CONNECT, Permission.DEVICE_CONNECT)),
            requireCurrent(token)));
      case "part" -> {
        AuthenticatedService whole = Tokens.serviceOf(words[1].strip());
        yield new PutTokens.Grant.OfService(
            new AuthenticatedService(whole.principal(), requireCurrent(token), whole.scope()));
      }
      case "devices-only" ->
        new PutTokens.Grant.OfService(new AuthenticatedService(
            new Principal.Service(words[1].strip(), Set.of(Permission.DEVICE_CONNECT)),
            requireCurrent(token)));
      default -> throw refused("the token's field sig does not fit");
    };
  }

  private static TwinAddress address(String id) {
    String[] ids = id.split("/", 2);
    return ids.length > 1 ? TwinAddress.module(ids[0], ids[1]) : TwinAddress.device(ids[0]);
  }

  private AuthenticatedDevice device(TwinAddress claimed, Optional<String> token) {
    if (token.isEmpty() && !certificates) {
      throw refused("'%s' presented neither a token nor a client certificate".formatted(claimed));
    }
    if (token.filter(text -> !KNOWN.matcher(text).matches()).isPresent()) {
      throw refused("the token's field sig does not fit");
    }
    Optional<Instant> until = token.map(this::requireCurrent);
    token
        .filter(text -> text.startsWith("device ")
            && !text.equals("device " + claimed)
            && !text.equals("device " + claimed.deviceId()))
        .ifPresent(other -> {
          throw refused("the token does not cover '%s'".formatted(claimed));
        });
    return new AuthenticatedDevice(new Principal.Device(claimed), until);
  }

  private Instant requireCurrent(String token) {
    Instant end = ends.getOrDefault(token, FAR);
    if (now.isAfter(end)) {
      throw refused("the token's field se is past");
    }
    return end;
  }

  private static HubException refused(String why) {
    return new HubException(new AccessError.NotAuthenticated(why));
  }

  /** Has a token end. */
  void end(String token, Instant time) {
    ends.put(token, time);
  }

  /** Moves the clock; timers are the channel's. */
  void letPass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  /** Takes every client for whom it says that it is, as by certificate. */
  void trustCertificates() {
    certificates = true;
  }

  FakeHub twins() {
    return twins;
  }

  HandExecutor workers() {
    return workers;
  }

  List<String> log() {
    return log;
  }

  /** The hub's own mistakes; a client can write the words of the log, too. */
  List<Throwable> mistakes() {
    return mistakes;
  }

  int connected() {
    return connections.connected();
  }

  AmqpFrontEnd frontEnd() {
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
