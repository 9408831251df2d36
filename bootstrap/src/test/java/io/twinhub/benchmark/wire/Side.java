package io.twinhub.benchmark.wire;

import io.twinhub.benchmark.RawMqttDevice;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * One of the programs that do the same work in turns.
 *
 * @param hub whose token and trust its clients have; a rival has those of the hub beside it
 * @param name what it is called in the table
 * @param port where it listens, on 127.0.0.1
 * @param subscription what a device subscribes to; {@code %s} stands for its id
 * @param topic where it publishes, so that something comes back; {@code %s} stands for its id
 * @param latency nanoseconds, measured from the time at which a request was due
 */
record Side(
    BuiltHub hub, String name, int port, String subscription, String topic, Histogram latency) {
  private static final int DIGITS = 3;

  /** A hub that answers reports. */
  static Side of(BuiltHub hub, String name) {
    return new Side(
        hub,
        name,
        hub.facts().mqttPort(),
        "$iothub/twin/res/#",
        "$iothub/twin/PATCH/properties/reported/?$rid=1",
        new Histogram(DIGITS));
  }

  /** A broker that sends back what it is sent. */
  static Side of(BuiltHub beside, String name, int port) {
    return new Side(beside, name, port, "echo/%s", "echo/%s", new Histogram(DIGITS));
  }

  /** A device that is connected and waits for answers. */
  RawMqttDevice connect(String id) throws IOException {
    RawMqttDevice device = new RawMqttDevice(hub.socket(port), id, hub.token());
    device.expectEchoes(subscription.formatted(id));
    return device;
  }

  double microseconds(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }
}
