package io.twinhub.local.frontend.amqp.events;

import io.twinhub.local.frontend.wire.Percent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The link address that a client for Event Hubs uses. Scheme, host, port and leading slashes are ignored,
 * since some clients send whole URIs and .NET sends a slash; words are compared without regard to case.
 */
public sealed interface EventAddress {

  /**
   * A partition.
   *
   * @param hub the name of the event hub
   * @param group the consumer group
   * @param partition its number, as the client wrote it
   */
  record Partition(String hub, String group, String partition) implements EventAddress {
    /** What a token must cover. */
    List<String> path() {
      return List.of(hub, GROUPS, group, PARTITIONS, partition);
    }

    @Override
    public String toString() {
      return String.join("/", path());
    }
  }

  /** The node that describes the event hub. */
  record Management() implements EventAddress {}

  /**
   * The hub's own address for events, from which clients are redirected to the event hub.
   *
   * @param rest what follows, such as {@code $management}
   */
  record OfHub(String rest) implements EventAddress {
    /** What a token must cover. */
    static final List<String> PATH = List.of("messages", "events");
  }

  /** The address of the node that describes the event hub. */
  String MANAGEMENT = "$management";

  /** The word before the consumer group. */
  String GROUPS = "ConsumerGroups";

  /** The word before the partition. */
  String PARTITIONS = "Partitions";

  /** Parses {@code address}; empty if it has nothing to do with events for back ends. */
  static Optional<EventAddress> parse(String address) {
    String path = Syntax.SCHEME_AND_HOST.matcher(address).replaceFirst("");
    List<String> segments = Syntax.SLASH
        .splitAsStream(path)
        .filter(segment -> !segment.isEmpty())
        .map(Percent::decode)
        .toList();
    if (segments.size() == 1 && segments.get(0).equalsIgnoreCase(MANAGEMENT)) {
      return Optional.of(new Management());
    }
    if (segments.size() >= OfHub.PATH.size() && Syntax.agree(segments, OfHub.PATH)) {
      return Optional.of(
          new OfHub(String.join("/", segments.subList(OfHub.PATH.size(), segments.size()))));
    }
    boolean partition = segments.size() == Syntax.PARTITION_SEGMENTS
        && segments.get(1).equalsIgnoreCase(GROUPS)
        && segments.get(3).equalsIgnoreCase(PARTITIONS);
    return partition
        ? Optional.of(new Partition(segments.get(0), segments.get(2), segments.get(4)))
        : Optional.empty();
  }

  /** The syntax of addresses. */
  final class Syntax {
    private static final Pattern SCHEME_AND_HOST = Pattern.compile("^[A-Za-z]+://[^/]*");
    private static final Pattern SLASH = Pattern.compile("/");
    private static final int PARTITION_SEGMENTS = 5;

    private Syntax() {}

    private static boolean agree(List<String> segments, List<String> words) {
      for (int i = 0; i < words.size(); i++) {
        if (!segments.get(i).equalsIgnoreCase(words.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
