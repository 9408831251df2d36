package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.wire.Percent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resource that a token is good for: the field {@code sr}, without the host. Clients put gateways,
 * aliases and ports in the host, so it is ignored.
 *
 * <p>Segments are kept as they came and compared without regard to case: undecoded (C), decoded once (Node,
 * Python) and decoded twice (.NET), because each client encodes ids in its own way and ids may hold percent
 * signs.
 *
 * @param segments what follows the host, still encoded
 */
record SasResource(List<String> segments) {
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z]+(://|%3[Aa]%2[Ff]%2[Ff])");
  /** The resource of a token that names only the host. */
  static final SasResource WHOLE_HUB = new SasResource(List.of());

  private static final String DEVICES = "devices";
  private static final String MODULES = "modules";
  private static final int MODULE_INDEX = 3;

  /**
   * The resource that the field stands for.
   *
   * @throws HubException if slashes are encoded in a way that hides where the host ends
   */
  static SasResource parse(String raw) {
    String withoutScheme = SCHEME.matcher(raw).replaceFirst("");
    List<String> parts =
        Percent.splitAtSlashes(withoutScheme, hasEncodedSlashes(withoutScheme)).stream()
            .filter(part -> !part.isEmpty())
            .toList();
    if (parts.isEmpty()) {
      return new SasResource(parts);
    }
    if (Percent.decode(Percent.decode(parts.get(0))).contains("/")) {
      throw AccessRefusal.of(
          "the resource %s of the token encodes its slashes more than once", ClientText.shown(raw));
    }
    return new SasResource(parts.subList(1, parts.size()));
  }

  /**
   * Whether {@code %2F} separates segments. Most clients encode either all slashes or none. If the slash after the
   * host is bare, {@code %2F} belongs to an id. If it is encoded, every other {@code %2F} is a slash as well;
   * otherwise a token for one device would count as a token for the host, and so for all devices.
   */
  private static boolean hasEncodedSlashes(String resource) {
    String host = Percent.splitAtSlashes(resource, false).get(0);
    return Percent.splitAtSlashes(host, true).size() > 1;
  }

  /**
   * The identities that this may name: ids as they stand, decoded once and decoded twice, if they are valid.
   */
  List<TwinAddress> candidates() {
    if (segments.size() <= 1 || !matches(segments.get(0), DEVICES)) {
      return List.of();
    }
    boolean module = segments.size() > MODULE_INDEX && matches(segments.get(2), MODULES);
    List<String> ids =
        module ? List.of(segments.get(1), segments.get(MODULE_INDEX)) : List.of(segments.get(1));
    return Stream.of(ids, decoded(ids), decoded(decoded(ids)))
        .distinct()
        .flatMap(found -> address(found).stream())
        .toList();
  }

  private static List<String> decoded(List<String> ids) {
    return ids.stream().map(Percent::decode).toList();
  }

  private static Optional<TwinAddress> address(List<String> ids) {
    try {
      return Optional.of(
          ids.size() > 1
              ? TwinAddress.module(ids.get(0), ids.get(1))
              : TwinAddress.device(ids.get(0)));
    } catch (HubException unlawful) {
      return Optional.empty();
    }
  }

  /** Whether this is a prefix of {@code path}, segment by segment; a bare host is a prefix of every path. */
  boolean covers(List<String> path) {
    return segments.size() <= path.size() && agreesWith(path);
  }

  /**
   * Whether this covers {@code address}. Segments below the identity are ignored, since some tools append
   * things there. A module below a device is not ignored: such a token was made for less than the device.
   */
  boolean covers(TwinAddress address) {
    List<String> path = path(address);
    boolean namesModule = segments.size() > path.size()
        && address.moduleId().isEmpty()
        && matches(segments.get(path.size()), MODULES);
    return !namesModule && agreesWith(path);
  }

  private static List<String> path(TwinAddress address) {
    String deviceId = address.deviceId().value();
    return address
        .moduleId()
        .map(moduleId -> List.of(DEVICES, deviceId, MODULES, moduleId.value()))
        .orElse(List.of(DEVICES, deviceId));
  }

  private boolean agreesWith(List<String> path) {
    for (int i = 0; i < Math.min(segments.size(), path.size()); i++) {
      if (!matches(segments.get(i), path.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String encoded, String wanted) {
    String once = Percent.decode(encoded);
    return encoded.equalsIgnoreCase(wanted)
        || once.equalsIgnoreCase(wanted)
        || Percent.decode(once).equalsIgnoreCase(wanted);
  }

  @Override
  public String toString() {
    return ClientText.shown("{host}/" + String.join("/", segments));
  }
}
