package io.twinhub.bootstrap.waiting;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.query.check.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a device or a module has done something. The hub tells each change as it happens, so a wait
 * ends at once, and it also sees a state that lasts only for a moment. What was done before the wait counts.
 *
 * <p>If the time runs out, an {@link AssertionError} shows the twin, the nearest path, and the last
 * operations of the device. A condition that can never be met is refused at once, with an
 * {@link IllegalArgumentException}. Time is that of the machine, whatever the clock of the hub says.
 *
 * <pre>{@code
 * hub.await("thermostat").reported("climate.temperature", 21);
 * hub.await("thermostat").within(Duration.ofSeconds(2)).connected();
 * }</pre>
 */
public final class HubWait {
  /** How long a wait lasts unless {@link #within} says otherwise. */
  public static final Duration WITHIN_DEFAULT = Duration.ofSeconds(10);

  /** The longest wait; a test that waits longer seems to hang. */
  public static final Duration WITHIN_MAX = Duration.ofHours(1);

  /** How many devices are looked at for one with a similar id. */
  private static final int DEVICES_COMPARED_MAX = 1_000;

  private final LocalHub hub;
  private final TwinRules rules;
  private final TwinAddress address;
  private final Duration limit;

  private HubWait(LocalHub hub, TwinRules rules, TwinAddress address, Duration limit) {
    this.hub = hub;
    this.rules = rules;
    this.address = address;
    this.limit = limit;
  }

  /**
   * Waits for a device or module of {@code hub}.
   *
   * @param rules what the hub lets into its twins
   * @throws IllegalArgumentException if it is not registered
   */
  public static HubWait on(LocalHub hub, TwinRules rules, TwinAddress address) {
    requireRegistered(hub, address);
    return new HubWait(hub, rules, address, WITHIN_DEFAULT);
  }

  private static void requireRegistered(LocalHub hub, TwinAddress address) {
    if (hub.twins().find(address).isEmpty()) {
      throw new IllegalArgumentException(unknown(hub, address));
    }
  }

  /** The sentence that says that nothing is registered at {@code address}, and what may have been meant. */
  public static String unknown(LocalHub hub, TwinAddress address) {
    List<String> known = hub.identities().devices(DEVICES_COMPARED_MAX).stream()
        .map(RegisteredIdentity::identity)
        .map(identity -> identity.address().toString())
        .toList();
    Optional<String> near =
        address.moduleId().isPresent() ? Optional.empty() : Nearest.to(address.toString(), known);
    return "the hub has no " + WaitText.name(address)
        + near.map("; did you mean '%s'?"::formatted).orElse("");
  }

  /**
   * The address that {@code id} names.
   *
   * @param id the id of a device, or {@code device/module}
   * @throws IllegalArgumentException if it is not an id
   */
  public static TwinAddress address(String id) {
    int slash = id.indexOf('/');
    try {
      return slash < 0
          ? TwinAddress.of(new DeviceId(id))
          : TwinAddress.module(id.substring(0, slash), id.substring(slash + 1));
    } catch (HubException malformed) {
      throw new IllegalArgumentException(malformed.error().message(), malformed);
    }
  }

  /**
   * The same with another limit.
   *
   * @param time more than nothing, at most {@link #WITHIN_MAX}
   */
  public HubWait within(Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(WITHIN_MAX) > 0) {
      throw new IllegalArgumentException("a wait takes more than 0 s and at most %s, not %s"
          .formatted(WaitText.of(WITHIN_MAX), time));
    }
    return new HubWait(hub, rules, address, time);
  }

  /**
   * Waits until the device reports {@code value} at {@code path}.
   *
   * @param path names below {@code properties.reported}, joined by dots, or {@code $version}
   * @param value a string, a number, a boolean, a map, a list, or a {@link JsonValue}, which must be reported
   *     as a whole; {@code null} waits until nothing is reported at the path
   * @return the twin that met the condition
   */
  public Twin reported(String path, @Nullable Object value) {
    JsonValue wanted = PlainValues.of(value);
    if (path.equals("$version") && wanted instanceof JsonNumber number && number.isLong()) {
      return await(new ReportedVersionCondition(number.longValue()));
    }
    return await(new ReportedCondition(JsonPath.parse(path), wanted, rules));
  }

  /**
   * Waits until the device has applied what a version of its desired properties wrote. It says so by what it
   * reports: the same values in the same places, or acknowledgements as Plug and Play devices send them,
   * {@code {"value":…,"ac":200,"av":4}}, with this version or a later one. Fails at once if the device
   * answers with a code other than 2xx. What later versions wrote counts too; other desired properties do not.
   *
   * @param version the {@code $version} of the desired properties, which may come later
   * @return the twin that met the condition
   */
  public Twin desiredApplied(long version) {
    if (version < 0) {
      throw new IllegalArgumentException("no desired properties have $version " + version);
    }
    return await(new AppliedCondition(new Version(version)));
  }

  /** Waits until the device is connected. */
  public Twin connected() {
    return await(new ConnectionCondition(true));
  }

  /** Waits until the device is not connected. */
  public Twin disconnected() {
    return await(new ConnectionCondition(false));
  }

  /**
   * Waits until the log of events has one of this device that meets {@code condition}.
   *
   * @param condition as routes have it, such as {@code level = 'high' AND $body.t > 20}
   */
  public HubEvent event(String condition) {
    return EventWait.of(hub, condition).of(address).within(limit).get();
  }

  /**
   * The same with a condition in Java.
   *
   * @param condition asked on a thread of the hub or of a writer
   */
  public HubEvent event(Predicate<HubEvent> condition) {
    return EventWait.of(hub, condition).of(address).within(limit).get();
  }

  private Twin await(TwinCondition condition) {
    Waiting<Twin> waiting = new Waiting<>(this + " " + condition.wanted(), limit);
    Subscription changes = hub.follow(change -> look(change, condition, waiting.result()));
    try {
      Twin now = hub.twins()
          .find(address)
          .orElseThrow(() -> new IllegalArgumentException(unknown(hub, address)));
      condition.impossible(now).ifPresent(reason -> {
        throw new IllegalArgumentException(
            "waiting %s %s is in vain: %s".formatted(this, condition.wanted(), reason));
      });
      judge(now, condition, waiting.result());
      return waiting.get(first -> new WaitText(hub, address)
          .after(first, hub.twins().find(address).flatMap(condition::hint)));
    } finally {
      changes.close();
    }
  }

  private void look(TwinChange change, TwinCondition condition, CompletableFuture<Twin> result) {
    if (!change.address().equals(address)) {
      return;
    }
    if (change instanceof TwinChange.Deleted) {
      result.completeExceptionally(new Waiting.Hopeless("it was deleted"));
    } else if (change instanceof TwinChange.Written written) {
      judge(written.update().after(), condition, result);
    } else if (change instanceof TwinChange.RootChanged root) {
      judge(root.after(), condition, result);
    } else if (change instanceof TwinChange.Created created) {
      judge(created.twin(), condition, result);
    }
  }

  private static void judge(Twin twin, TwinCondition condition, CompletableFuture<Twin> result) {
    Verdict verdict = condition.judge(twin);
    if (verdict.met()) {
      result.complete(twin);
    }
    verdict
        .failure()
        .ifPresent(reason -> result.completeExceptionally(new Waiting.Hopeless(reason)));
  }

  /** Whom it waits for. */
  @Override
  public String toString() {
    return "for " + WaitText.name(address);
  }
}
