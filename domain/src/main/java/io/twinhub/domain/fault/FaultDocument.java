package io.twinhub.domain.fault;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Faults in JSON: {@code {"effect": "latency", "delay": "2s", "deviceId": "…", "moduleId": "…",
 * "operations": ["report"], "transport": "mqtt", "probability": 0.1, "times": 3, "lasts": "30s", "seed": 7}}.
 * Only the effect is required. The effects {@code latency} and {@code late} have a delay, {@code refuse} has a
 * code.
 */
public final class FaultDocument {
  private static final String EFFECT = "effect";
  private static final String DELAY = "delay";
  private static final String CODE = "code";
  private static final String OPERATIONS = "operations";
  private static final String TRANSPORT = "transport";
  private static final String PROBABILITY = "probability";
  private static final String TIMES = "times";
  private static final String LASTS = "lasts";
  private static final String SEED = "seed";

  private FaultDocument() {}

  /** The document of a fault in force. */
  public static JsonObject of(FaultInForce inForce) {
    Fault fault = inForce.fault();
    FaultScope scope = fault.scope();
    JsonObject.Builder json =
        JsonObject.builder().put("id", inForce.id()).put(EFFECT, fault.effect().text());
    FaultEffects.delay(fault.effect()).ifPresent(delay -> json.put(DELAY, delay.toString()));
    if (fault.effect() instanceof FaultEffect.Refusal refusal
        && refusal.code() != ErrorCode.THROTTLING) {
      json.put(CODE, refusal.code().number());
    }
    scope.target().ifPresent(target -> {
      json.put(DocumentNames.DEVICE_ID, target.deviceId().value());
      target.moduleId().ifPresent(module -> json.put(DocumentNames.MODULE_ID, module.value()));
    });
    if (!scope.kinds().isEmpty()) {
      List<String> kinds =
          scope.kinds().stream().map(OperationKind::text).sorted().toList();
      json.put(OPERATIONS, JsonArray.of(kinds, JsonString::new));
    }
    scope.transport().ifPresent(transport -> json.put(TRANSPORT, transport.text()));
    json.put(PROBABILITY, JsonNumber.of(fault.probability()));
    fault.times().ifPresent(times -> json.put(TIMES, times));
    inForce.until().ifPresent(until -> json.put("until", HubTime.text(until)));
    return json.put(SEED, fault.seed()).put("affected", inForce.affected()).build();
  }

  /**
   * The fault of a document.
   *
   * @throws HubException naming the member that is wrong, and what is possible
   */
  public static Fault read(Members members) {
    members.requireKnown(Set.of(
        EFFECT,
        DELAY,
        CODE,
        DocumentNames.DEVICE_ID,
        DocumentNames.MODULE_ID,
        OPERATIONS,
        TRANSPORT,
        PROBABILITY,
        TIMES,
        LASTS,
        SEED));
    String effect = members
        .filledText(EFFECT)
        .orElseThrow(
            () -> members.invalid(EFFECT, "is missing; use one of " + FaultEffects.names()));
    return new Fault(
        FaultEffects.of(effect, members.filledText(DELAY), code(members)),
        scope(members),
        probability(members),
        wholeNumber(members, TIMES).map(FaultDocument::times),
        members.filledText(LASTS).map(FaultDocument::lasts),
        wholeNumber(members, SEED).orElse(Fault.SEED_DEFAULT));
  }

  private static int times(long number) {
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new HubException(FaultError.invalidTimes(number));
    }
    return (int) number;
  }

  /** A code is a number or a text. */
  private static Optional<String> code(Members members) {
    return members
        .find(CODE)
        .map(code -> code instanceof JsonString text ? text.value() : code.toString());
  }

  private static FaultScope scope(Members members) {
    Optional<String> device = members.filledText(DocumentNames.DEVICE_ID);
    Optional<String> module = members.filledText(DocumentNames.MODULE_ID);
    if (module.isPresent() && device.isEmpty()) {
      throw members.invalid(DocumentNames.DEVICE_ID, "is missing: a module belongs to a device");
    }
    Set<OperationKind> kinds = new HashSet<>();
    members.texts(OPERATIONS).forEach(name -> kinds.add(kind(name)));
    return new FaultScope(
        device.map(id -> module
            .map(inner -> TwinAddress.module(id, inner))
            .orElseGet(() -> TwinAddress.device(id))),
        kinds,
        members.filledText(TRANSPORT).map(FaultDocument::transport));
  }

  private static OperationKind kind(String name) {
    return OperationKind.find(name)
        .orElseThrow(() -> unknown("operation", name, OperationKind.values(), OperationKind::text));
  }

  private static Transport transport(String name) {
    return Transport.find(name)
        .orElseThrow(() -> unknown("transport", name, Transport.values(), Transport::text));
  }

  private static <T> HubException unknown(
      String what, String name, T[] known, Function<T, String> text) {
    return new HubException(FaultError.unknown(
        what, name, Arrays.stream(known).map(text).collect(Collectors.joining(", "))));
  }

  private static double probability(Members members) {
    return members
        .find(PROBABILITY)
        .map(value -> {
          if (value instanceof JsonNumber number) {
            return number.doubleValue();
          }
          throw new HubException(FaultError.invalidProbability(value.toString()));
        })
        .orElse(1.0);
  }

  private static Optional<Long> wholeNumber(Members members, String name) {
    return members.find(name).map(value -> {
      if (value instanceof JsonNumber number && number.isLong()) {
        return number.longValue();
      }
      throw members.invalid(name, "must be a whole number");
    });
  }

  private static Duration lasts(String text) {
    return DelayRange.duration(text).orElseThrow(() -> new HubException(FaultError.invalidEnd()));
  }
}
