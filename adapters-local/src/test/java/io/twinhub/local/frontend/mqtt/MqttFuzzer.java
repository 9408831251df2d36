package io.twinhub.local.frontend.mqtt;

import io.twinhub.local.fuzz.FuzzRun;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The way from bytes to whatever they mean, for a fuzzer: {@code .ci/fuzz} runs it with Jazzer, {@code
 * FuzzTest} with the inputs that were kept. The first byte says how the others are used: as the first that the
 * hub reads, as what follows a CONNECT, as bodies of packets, or as topic and payload of a PUBLISH; the last
 * two on a connection that has subscribed.
 */
public final class MqttFuzzer {
  private static final FuzzRun RUN = new FuzzRun();
  private static final int KINDS = 4;
  private static final String[] TOPICS = {
    "$iothub/twin/GET/",
    "$iothub/twin/PATCH/properties/reported/",
    "$iothub/credentials/POST/issueCertificate/",
    "devices/dev1/messages/events/",
    ""
  };

  private MqttFuzzer() {}

  /** Called by Jazzer once. Loads all classes, which takes long where each is instrumented. */
  public static void fuzzerInitialize() {
    for (byte kind = 0; kind < KINDS; kind++) {
      run(new byte[] {kind, 0, 1, 0});
    }
    RUN.begin();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    RUN.feed(data, MqttFuzzer::run);
  }

  /** Called by Jazzer at the end. */
  public static void fuzzerTearDown() {
    RUN.end();
  }

  /** Feeds one input; fails if the hub made a mistake or kept memory. */
  public static void run(byte[] data) {
    if (data.length == 0) {
      return;
    }
    TestHub hub = new TestHub();
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    TestDevice device = new TestDevice(hub);
    switch ((data[0] & 0xFF) % KINDS) {
      case 0 -> device.send(rest);
      case 1 -> device.send(ClientPackets.Connect.of("dev1").bytes(), rest);
      case 2 -> packets(subscribed(device), rest);
      default -> publishes(subscribed(device), rest);
    }
    hub.twins().write("{\"x\":1}");
    device.letPass(1);
    requireUnharmed(hub, device);
  }

  private static TestDevice subscribed(TestDevice device) {
    return device.send(
        ClientPackets.Connect.of("dev1").keepingItsSession().bytes(),
        ClientPackets.subscribe(
            1, 1, "$iothub/twin/res/#", "$iothub/twin/PATCH/properties/desired/#"));
  }

  /** Packets of any kind: first byte, how many bytes follow, and these. */
  private static void packets(TestDevice device, byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data);
    while (in.remaining() > 2 && device.isOpen()) {
      byte first = in.get();
      int length = Math.min(in.get() & 0x7F, in.remaining());
      byte[] packet = new byte[length + 2];
      packet[0] = first;
      packet[1] = (byte) length;
      in.get(packet, 2, length);
      device.send(packet);
    }
  }

  /** Topics of the hub with any parameters, and any payload behind a zero. */
  private static void publishes(TestDevice device, byte[] data) {
    if (data.length == 0) {
      return;
    }
    String topic = TOPICS[(data[0] & 0xFF) % TOPICS.length];
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    int zero = Math.max(text.indexOf('\0'), 0);
    device.send(ClientPackets.publish(topic + text.substring(0, zero), text.substring(zero), 1, 7));
  }

  private static void requireUnharmed(TestHub hub, TestDevice device) {
    long leaked = device.leakedBytes();
    if (leaked != 0) {
      throw new IllegalStateException(leaked + " bytes of buffers are left");
    }
    if (hub.frontEnd().connected() != 0 || !hub.twins().connected().isEmpty()) {
      throw new IllegalStateException("a device is left: " + hub.twins().connected());
    }
    if (hub.log().size() != 1 || !hub.mistakes().isEmpty()) {
      throw new IllegalStateException("the log says: " + hub.log());
    }
  }
}
