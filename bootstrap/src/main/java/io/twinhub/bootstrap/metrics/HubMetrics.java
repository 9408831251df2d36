package io.twinhub.bootstrap.metrics;

import io.twinhub.application.port.out.EventLog;
import io.twinhub.bootstrap.wiring.LocalHubComponent;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.local.engine.measure.Durations;
import io.twinhub.local.engine.measure.HubMeters;
import io.twinhub.local.engine.measure.OperationMeters;
import io.twinhub.local.engine.measure.WriteMeters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The page {@code /metrics}. Labels have few values each: kinds of operations, transports, errors; never the id of a
 * device.
 */
public final class HubMetrics {
  private final LocalHubComponent component;
  private final Supplier<Map<String, Integer>> sockets;
  private final String version;

  /**
   * A page about one hub.
   *
   * @param sockets how many connections each listener has, by its name
   * @param version the product's version
   */
  public HubMetrics(
      LocalHubComponent component, Supplier<Map<String, Integer>> sockets, String version) {
    this.component = component;
    this.sockets = sockets;
    this.version = version;
  }

  /** The type of the page. */
  public static String contentType() {
    return MetricsText.TYPE;
  }

  /** The page. */
  public String text() {
    MetricsText text = new MetricsText();
    text.gauge("twinhub_build_info", "The version of Twinhub and of Java; always 1.")
        .value(1, "version", version, "java", Runtime.version().toString());
    HubMeters meters = component.hub().meters();
    operations(text, meters.operations());
    connections(text);
    contents(text, meters);
    writes(text, meters.writes());
    events(text);
    throttles(text);
    ProcessMetrics.put(text);
    return text.toString();
  }

  private static void operations(MetricsText text, OperationMeters meters) {
    text.counter(
        "twinhub_operations_total",
        "Operations that have ended, by what was done, how it reached the hub, and how it ended.");
    meters
        .counts()
        .forEach(count -> text.value(
            count.value(),
            "operation",
            count.kind().text(),
            "transport",
            count.transport().text(),
            "outcome",
            count.ending().name().toLowerCase(Locale.ROOT)));
    text.counter("twinhub_refusals_total", "Operations that were refused, by the error.");
    for (ErrorCode code : ErrorCode.values()) {
      if (meters.refusals(code) > 0) {
        text.value(meters.refusals(code), "error", code.azureName());
      }
    }
    text.counter(
            "twinhub_disturbed_operations_total",
            "Operations in which a fault or a throttle took part.")
        .value(meters.allDisturbed());
    text.histogram(
        "twinhub_operation_duration_seconds",
        "How long operations took inside the hub, from the gate to the end; calls of methods with the time of the"
            + " device.");
    for (OperationKind kind : OperationKind.values()) {
      Durations.Histogram durations = meters.durations(kind);
      if (durations.count() > 0) {
        text.distribution(durations, "operation", kind.text());
      }
    }
  }

  private void connections(MetricsText text) {
    text.gauge("twinhub_connected_clients", "Devices and modules that are connected, by protocol.")
        .value(component.mqtt().connected(), "protocol", "mqtt")
        .value(component.amqp().connected(), "protocol", "amqp");
    text.gauge("twinhub_event_readers", "Readers of the event log.")
        .value(component.amqp().readers());
    text.gauge("twinhub_sockets", "Open connections, by listener.");
    sockets.get().forEach((listener, count) -> text.value(count, "listener", listener));
  }

  private void contents(MetricsText text, HubMeters meters) {
    RegistryStatistics statistics = component.identities().statistics();
    text.gauge("twinhub_devices", "Registered devices, by status.")
        .value(statistics.total() - statistics.disabled(), "status", "enabled")
        .value(statistics.disabled(), "status", "disabled");
    text.gauge("twinhub_twins", "Twins of devices and modules.")
        .value(meters.twins().getAsInt());
  }

  private static void writes(MetricsText text, WriteMeters meters) {
    text.gauge("twinhub_writes_waiting", "Clients that wait until their write is on disk.")
        .value(meters.waiting());
    text.counter("twinhub_written_total", "Writes that are on disk; several share a commit.")
        .value(meters.proposals());
    text.counter("twinhub_commit_failures_total", "Commits that failed.").value(meters.failures());
    text.histogram("twinhub_commit_duration_seconds", "How long commits took.")
        .distribution(meters.commits());
  }

  private void events(MetricsText text) {
    EventLog log = component.hub().events();
    List<PartitionState> partitions =
        IntStream.range(0, log.partitions()).mapToObj(log::state).toList();
    text.gauge("twinhub_event_log_events", "Events that the log keeps.")
        .value(partitions.stream()
            .mapToLong(state -> state.last() - state.first() + 1)
            .sum());
    text.counter("twinhub_event_log_appended_total", "Events that the log ever had.")
        .value(partitions.stream().mapToLong(state -> state.last() + 1).sum());
  }

  private void throttles(MetricsText text) {
    List<ThrottleUse> reached = component.hub().throttles().reached();
    text.gauge("twinhub_faults", "Faults in force, which disturb the hub on purpose.")
        .value(component.hub().faults().list().size());
    text.counter(
        "twinhub_throttled_total",
        "Operations beyond a limit of the hub's tier, by limit and by what became of them.");
    for (ThrottleUse use : reached) {
      text.value(use.slowed(), "limit", use.what(), "outcome", "slowed")
          .value(use.refused(), "limit", use.what(), "outcome", "refused");
    }
  }
}
