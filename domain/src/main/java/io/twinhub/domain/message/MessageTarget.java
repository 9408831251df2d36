package io.twinhub.domain.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code to}: {@code /devices/D/messages/devicebound} or
 * {@code /devices/D/modules/M/messages/devicebound}.
 */
public final class MessageTarget {
  private static final Pattern SHAPE = Pattern.compile(
      "/devices/([^/]+)(?:/modules/([^/]+))?/messages/devicebound", Pattern.CASE_INSENSITIVE);

  private MessageTarget() {}

  /**
   * The addresses that {@code to} may mean, the likeliest first. Some clients percent-encode ids and others
   * do not, and {@code %} is allowed in an id, so a text may mean either of two addresses.
   *
   * @return one address or two
   * @throws HubException with {@link MessageError#invalidTarget} if it names no device or module
   */
  public static List<TwinAddress> candidates(String to) {
    List<TwinAddress> meant = meant(to);
    if (meant.isEmpty()) {
      throw new HubException(MessageError.invalidTarget(to));
    }
    return meant;
  }

  /** The likeliest address that {@code to} may mean; empty if it names no device or module. */
  public static Optional<TwinAddress> find(String to) {
    return meant(to).stream().findFirst();
  }

  private static List<TwinAddress> meant(String to) {
    Matcher parts = SHAPE.matcher(to);
    if (!parts.matches()) {
      return List.of();
    }
    Optional<String> module = Optional.ofNullable(parts.group(2));
    Set<TwinAddress> meant = new LinkedHashSet<>();
    decoded(parts.group(1))
        .ifPresent(device ->
            address(device, module.map(id -> decoded(id).orElse(id))).ifPresent(meant::add));
    address(parts.group(1), module).ifPresent(meant::add);
    return List.copyOf(meant);
  }

  /** The {@code to} for an address. */
  public static String of(TwinAddress address) {
    return "/devices/"
        + address.deviceId()
        + address.moduleId().map(module -> "/modules/" + module.value()).orElse("")
        + "/messages/devicebound";
  }

  private static Optional<TwinAddress> address(String device, Optional<String> module) {
    if (!DeviceId.isLawful(device) || !module.map(DeviceId::isLawful).orElse(true)) {
      return Optional.empty();
    }
    return Optional.of(module
        .map(id -> TwinAddress.module(device, id))
        .orElseGet(() -> TwinAddress.device(device)));
  }

  private static Optional<String> decoded(String text) {
    try {
      // In a path a plus is a plus, but the decoder would turn it into a space.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
