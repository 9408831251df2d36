package io.twinhub.bootstrap.metrics;

import io.twinhub.local.engine.measure.Durations;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Metrics in Prometheus' text format, version 0.0.4. */
final class MetricsText {
  /** The content type that names the format. */
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final int NANO_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;

  private final StringBuilder text = new StringBuilder();
  private String name = "";

  /** Begins a number that only grows. */
  MetricsText counter(String metric, String help) {
    return begin(metric, "counter", help);
  }

  /** Begins a number that goes up and down. */
  MetricsText gauge(String metric, String help) {
    return begin(metric, "gauge", help);
  }

  /** Begins a distribution. */
  MetricsText histogram(String metric, String help) {
    return begin(metric, "histogram", help);
  }

  private MetricsText begin(String metric, String type, String help) {
    name = metric;
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(metric, help, metric, type));
    return this;
  }

  /**
   * Adds a value.
   *
   * @param labels names and values, one after the other
   */
  MetricsText value(long value, String... labels) {
    return line(name, Long.toString(value), labels);
  }

  /** Adds a number of seconds. */
  MetricsText seconds(long nanos, String... labels) {
    return line(name, decimal(nanos, NANO_DIGITS), labels);
  }

  /** Adds a distribution, in seconds. */
  MetricsText distribution(Durations.Histogram histogram, String... labels) {
    List<Long> bounds = histogram.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      bucket(decimal(bounds.get(i), MICRO_DIGITS), histogram.counts().get(i), labels);
    }
    bucket("+Inf", histogram.count(), labels);
    line(name + "_sum", decimal(histogram.nanos(), NANO_DIGITS), labels);
    return line(name + "_count", Long.toString(histogram.count()), labels);
  }

  private void bucket(String bound, long count, String... labels) {
    String[] more = java.util.Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = "le";
    more[labels.length + 1] = bound;
    line(name + "_bucket", Long.toString(count), more);
  }

  private static String decimal(long unscaled, int digits) {
    BigDecimal exact = BigDecimal.valueOf(unscaled, digits).stripTrailingZeros();
    return exact.toPlainString();
  }

  private MetricsText line(String metric, String value, String... labels) {
    text.append(metric);
    if (labels.length > 0) {
      text.append(IntStream.range(0, labels.length / 2)
          .mapToObj(i -> "%s=\"%s\"".formatted(labels[2 * i], escaped(labels[2 * i + 1])))
          .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
