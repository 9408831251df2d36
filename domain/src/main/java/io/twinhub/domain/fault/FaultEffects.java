package io.twinhub.domain.fault;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The effects by their names. */
final class FaultEffects {
  private static final String REFUSE = "refuse";
  private static final Map<String, Function<DelayRange, FaultEffect>> DELAYED =
      Map.of("latency", FaultEffect.Latency::new, "late", FaultEffect.Late::new);
  private static final Map<String, FaultEffect> PLAIN = new LinkedHashMap<>();

  static {
    add(new FaultEffect.Refusal(ErrorCode.THROTTLING));
    add(new FaultEffect.DropBefore());
    add(new FaultEffect.DropAfter());
    add(new FaultEffect.Lost());
    add(new FaultEffect.Twice());
    add(new FaultEffect.Reordered());
    Arrays.stream(CertificateFlaw.values())
        .map(FaultEffect.BadCertificate::new)
        .forEach(FaultEffects::add);
  }

  private FaultEffects() {}

  private static void add(FaultEffect effect) {
    PLAIN.put(effect.text(), effect);
  }

  /** All names. */
  static String names() {
    return "latency, refuse, late, " + String.join(", ", PLAIN.keySet());
  }

  /** The delay that an effect has. */
  static Optional<DelayRange> delay(FaultEffect effect) {
    return effect instanceof FaultEffect.Latency latency
        ? Optional.of(latency.delay())
        : effect instanceof FaultEffect.Late late ? Optional.of(late.delay()) : Optional.empty();
  }

  /**
   * The effect of this name.
   *
   * @param delay for those that have a delay
   * @param code for those that have a code: a number, a name, or a status that only one error has
   * @throws HubException if there is none, or something is missing or too much
   */
  static FaultEffect of(String name, Optional<String> delay, Optional<String> code) {
    Optional<Function<DelayRange, FaultEffect>> delayed = Optional.ofNullable(DELAYED.get(name));
    Optional<FaultEffect> plain = Optional.ofNullable(PLAIN.get(name));
    boolean refusing = name.equals(REFUSE);
    if (delayed.isEmpty() && plain.isEmpty() && !refusing) {
      throw new HubException(FaultError.unknown("effect", name, names()));
    }
    if (delayed.isPresent() != delay.isPresent()) {
      throw new HubException(
          delayed.isPresent()
              ? FaultError.lacking(name, "a delay, such as 2s or 1s..3s")
              : FaultError.needless(name, "delay"));
    }
    if (refusing != code.isPresent()) {
      throw new HubException(
          refusing
              ? FaultError.lacking(name, "a code, such as 503 or 429001")
              : FaultError.needless(name, "code"));
    }
    return delayed
        .map(made -> made.apply(DelayRange.parse(delay.orElse(""))))
        .or(() -> plain)
        .orElseGet(() -> new FaultEffect.Refusal(code(code.orElse(""))));
  }

  private static ErrorCode code(String text) {
    List<ErrorCode> meant = Arrays.stream(ErrorCode.values())
        .filter(code ->
            Integer.toString(code.number()).equals(text) || code.azureName().equalsIgnoreCase(text))
        .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    List<ErrorCode> ofStatus = Arrays.stream(ErrorCode.values())
        .filter(code -> Integer.toString(code.httpStatus()).equals(text))
        .toList();
    if (ofStatus.size() > 1) {
      throw new HubException(FaultError.ambiguous(text, numbers(ofStatus)));
    }
    return ofStatus.stream()
        .findFirst()
        .orElseThrow(() -> new HubException(
            FaultError.unknown("error", text, numbers(List.of(ErrorCode.values())))));
  }

  private static String numbers(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> code.number() + " " + code.azureName())
        .collect(Collectors.joining(", "));
  }
}
