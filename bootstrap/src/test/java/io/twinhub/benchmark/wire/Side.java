package io.twinhub.benchmark.wire;

import org.HdrHistogram.Histogram;

/**
 * One of two programs that do the same work in turns.
 *
 * @param name what it is called in the table
 * @param port where it listens, on 127.0.0.1
 * @param subscription what a device subscribes to; {@code %s} stands for its id
 * @param topic where it publishes, so that something comes back; {@code %s} stands for its id
 * @param latency nanoseconds, measured from the time at which a request was due
 */
record Side(String name, int port, String subscription, String topic, Histogram latency) {
  private static final int DIGITS = 3;

  static Side of(String name, int port, String subscription, String topic) {
    return new Side(name, port, subscription, topic, new Histogram(DIGITS));
  }

  double microseconds(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }
}
