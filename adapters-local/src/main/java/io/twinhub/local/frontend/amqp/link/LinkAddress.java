package io.twinhub.local.frontend.amqp.link;

import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.wire.Percent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a link: its purpose and its identity. Scheme, host and port are ignored (C and .NET send
 * whole URIs), words are compared without regard to case, and ids are decoded.
 *
 * @param purpose the purpose of the link
 * @param identity the device or module that it belongs to; empty for tokens and for back ends
 */
public record LinkAddress(Purpose purpose, Optional<TwinAddress> identity) {
  private static final Pattern SCHEME_AND_HOST = Pattern.compile("^[A-Za-z]+://[^/]*");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final String DEVICES = "devices";
  private static final String MODULES = "modules";
  private static final int MODULE_SEGMENTS = 4;
  private static final int DEVICE_SEGMENTS = 2;

  /** The purpose of a link. */
  public enum Purpose {
    /** Tokens. */
    TOKENS("$cbs", true, true, Optional.empty()),
    /** A device's twin. */
    TWIN("twin", true, true, Optional.empty()),
    /** A device's messages to the hub. */
    TELEMETRY("messages/events", true, true, Optional.empty()),
    /** The hub's messages to a device. */
    DEVICE_BOUND("messages/devicebound", false, true, Optional.empty()),
    /** Direct methods. */
    METHODS("methods/devicebound", true, true, Optional.empty()),
    /** A back end's messages to devices. */
    SERVICE_MESSAGES(
        "messages/devicebound", true, false, Optional.of(DataAction.CLOUD_TO_DEVICE_MESSAGES_SEND)),
    /** Feedback on those messages. */
    SERVICE_FEEDBACK(
        "messages/servicebound/feedback",
        false,
        true,
        Optional.of(DataAction.CLOUD_TO_DEVICE_MESSAGES_FEEDBACK)),
    /** Notices of uploaded files. */
    SERVICE_FILES(
        "messages/servicebound/filenotifications",
        false,
        true,
        Optional.of(DataAction.FILE_UPLOAD_NOTIFICATIONS));

    private final String path;
    private final boolean clientMaySend;
    private final boolean clientMayReceive;
    private final Optional<DataAction> right;

    Purpose(
        String path, boolean clientMaySend, boolean clientMayReceive, Optional<DataAction> right) {
      this.path = path;
      this.clientMaySend = clientMaySend;
      this.clientMayReceive = clientMayReceive;
      this.right = right;
    }

    /** The right that a back end needs; empty where the client must be the device that the address names. */
    public Optional<DataAction> right() {
      return right;
    }

    /** The path behind the ids in such an address, one element per segment. */
    public List<String> path() {
      return SLASH.splitAsStream(path).toList();
    }

    /** Whether links of this purpose may have this direction. */
    public boolean allows(boolean clientSends) {
      return clientSends ? clientMaySend : clientMayReceive;
    }
  }

  private static final List<Purpose> OF_DEVICES =
      List.of(Purpose.TWIN, Purpose.TELEMETRY, Purpose.DEVICE_BOUND, Purpose.METHODS);

  private static final List<Purpose> OF_BACK_ENDS = List.of(
      Purpose.TOKENS, Purpose.SERVICE_MESSAGES, Purpose.SERVICE_FEEDBACK, Purpose.SERVICE_FILES);

  /** Parses {@code text}; empty if the hub serves nothing at that address. */
  public static Optional<LinkAddress> parse(String text) {
    List<String> segments = segments(text);
    Optional<TwinAddress> identity = identity(segments);
    List<Purpose> purposes = identity.isPresent() ? OF_DEVICES : OF_BACK_ENDS;
    int ids = identity.map(LinkAddress::idSegments).orElse(0);
    String path = String.join("/", segments.subList(ids, segments.size())).toLowerCase(Locale.ROOT);
    return purposes.stream()
        .filter(purpose -> purpose.path.equals(path))
        .findFirst()
        .map(purpose -> new LinkAddress(purpose, identity));
  }

  private static List<String> segments(String text) {
    String path = SCHEME_AND_HOST.matcher(text).replaceFirst("");
    return SLASH.splitAsStream(path).filter(segment -> !segment.isEmpty()).toList();
  }

  private static Optional<TwinAddress> identity(List<String> segments) {
    try {
      if (!names(segments, 0, DEVICES)) {
        return Optional.empty();
      }
      String device = Percent.decode(segments.get(1));
      return Optional.of(
          names(segments, DEVICE_SEGMENTS, MODULES)
              ? TwinAddress.module(device, Percent.decode(segments.get(MODULE_SEGMENTS - 1)))
              : TwinAddress.device(device));
    } catch (HubException unlawfulId) {
      return Optional.empty();
    }
  }

  /** Whether the given word and an id are at {@code index}. */
  private static boolean names(List<String> segments, int index, String word) {
    return segments.size() > index + 1 && segments.get(index).equalsIgnoreCase(word);
  }

  private static int idSegments(TwinAddress identity) {
    return identity.moduleId().isPresent() ? MODULE_SEGMENTS : DEVICE_SEGMENTS;
  }
}
