package io.twinhub.azure.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the events of a hub are read: its Event Hubs-compatible endpoint. Its text never shows a key.
 *
 * @param connectionString {@code Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…}
 * @param consumerGroup the consumer group that reads
 */
public record EventsAddress(String connectionString, String consumerGroup) {
  /** The consumer group that every event hub has. */
  public static final String GROUP_DEFAULT = "$Default";

  private static final String SHAPE =
      "Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…";

  /** How to get such a string. */
  public static final String HOW_TO_GET_ONE =
      "'az iot hub connection-string show --default-eventhub' prints it of a hub of Azure,"
          + " 'twinhub connection-string show --default-eventhub' of a Twinhub";

  private static final String ENDPOINT = "Endpoint";
  private static final String ENTITY = "EntityPath";

  /** The parts that clients know; the Java client refuses any others without naming them. */
  private static final List<String> KNOWN = List.of(
      ENDPOINT,
      "SharedAccessKeyName",
      "SharedAccessKey",
      "SharedAccessSignature",
      ENTITY,
      "UseDevelopmentEmulator");

  /**
   * Reads an Event Hubs-compatible connection string.
   *
   * @throws IllegalArgumentException saying what is wrong and how to get one
   */
  public static EventsAddress parse(String connectionString) {
    Map<String, String> parts = parts(connectionString);
    if (parts.containsKey("HostName")) {
      throw wrong("this is a connection string of the hub, not of its events");
    }
    for (String name : List.of(ENDPOINT, ENTITY)) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        throw wrong("it lacks " + name);
      }
    }
    if (!parts.getOrDefault(ENDPOINT, "").startsWith("sb://")) {
      throw wrong("Endpoint does not begin with sb://");
    }
    boolean key = parts.containsKey("SharedAccessKeyName") && parts.containsKey("SharedAccessKey");
    if (!key && !parts.containsKey("SharedAccessSignature")) {
      throw wrong("it lacks SharedAccessKeyName and SharedAccessKey");
    }
    return new EventsAddress(rebuilt(parts), GROUP_DEFAULT);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "not an Event Hubs-compatible connection string: %s; one looks like %s, and %s"
            .formatted(what, SHAPE, HOW_TO_GET_ONE));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String part : text.strip().split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return parts;
  }

  /** The client's message about unknown parts is of no use, so they are left out, as other clients do. */
  private static String rebuilt(Map<String, String> parts) {
    Map<String, String> known = new LinkedHashMap<>();
    KNOWN.stream()
        .filter(parts::containsKey)
        .forEach(name -> known.put(name, parts.getOrDefault(name, "")));
    List<String> texts = new ArrayList<>();
    known.forEach((name, value) -> texts.add(name + "=" + value));
    return String.join(";", texts);
  }

  /** The same for another consumer group. */
  public EventsAddress readBy(String group) {
    return new EventsAddress(connectionString, group);
  }

  /** The endpoint and the event hub, for messages. */
  public String name() {
    Map<String, String> parts = parts(connectionString);
    return parts.getOrDefault(ENDPOINT, "").replaceAll("^sb://|/$", "")
        + "/"
        + parts.getOrDefault(ENTITY, "");
  }

  @Override
  public String toString() {
    return "EventsAddress[%s, %s]".formatted(name(), consumerGroup);
  }
}
