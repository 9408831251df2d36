package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Explains why packets cannot be decoded; the decoder's own messages use its internal names. */
final class Malformed {
  private static final Logger LOG = LoggerFactory.getLogger(Malformed.class);
  private static final String UNKNOWN = "it breaks the rules of MQTT 3.1.1";
  private static final Map<Pattern, String> TEXTS = new LinkedHashMap<>();

  static {
    say("invalid messageId: 0", "the packet identifier is 0 (MQTT-2.3.1-1)");
    say("invalid publish topic name.*", "the topic of a PUBLISH holds a wildcard (MQTT-3.3.2-2)");
    say("non-zero reserved flag", "the reserved flag of the CONNECT is set (MQTT-3.1.2-3)");
    say(".*[Qq][Oo][Ss].*", "this packet may not have this QoS");
  }

  private Malformed() {}

  private static void say(String decoders, String ours) {
    TEXTS.put(Pattern.compile(decoders, Pattern.DOTALL), ours);
  }

  /** The reason for closing a connection because a packet could not be decoded. */
  static ProtocolViolation because(Throwable cause) {
    if (cause instanceof ProtocolViolation violation) {
      return violation;
    }
    LOG.debug("a packet cannot be decoded", cause);
    return new ProtocolViolation("malformed packet: " + text(String.valueOf(cause.getMessage())));
  }

  private static String text(String decoders) {
    for (Map.Entry<Pattern, String> known : TEXTS.entrySet()) {
      if (known.getKey().matcher(decoders).matches()) {
        return known.getValue();
      }
    }
    return UNKNOWN;
  }
}
