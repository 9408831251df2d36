package io.twinhub.local.frontend.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.util.ReferenceCountUtil;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client on an embedded channel: sends bytes, and tells in words what comes back. */
final class TestDevice {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
  private final EmbeddedChannel decoder = new EmbeddedChannel(new MqttDecoder(1 << 20));

  TestDevice(TestHub hub) {
    channel.config().setAllocator(memory);
    channel.freezeTime();
    hub.frontEnd().addHandlers(channel.pipeline(), new SerialExecutor(hub.workers()));
  }

  /** A device that is connected; its CONNACK has been read. */
  static TestDevice connected(TestHub hub, Connect connect) {
    TestDevice device = new TestDevice(hub);
    device.send(connect.bytes());
    List<String> answers = device.received();
    if (!answers.equals(List.of("CONNACK 0")) && !answers.equals(List.of("CONNACK 0 resumed"))) {
      throw new AssertionError("not connected: " + answers + hub.log());
    }
    return device;
  }

  EmbeddedChannel channel() {
    return channel;
  }

  TestDevice send(byte[]... packets) {
    for (byte[] packet : packets) {
      channel.writeInbound(memory.heapBuffer(packet.length).writeBytes(packet));
    }
    settle();
    return this;
  }

  /** Lets the event loop finish. */
  void settle() {
    channel.runPendingTasks();
  }

  void letPass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    settle();
  }

  /** Breaks the connection, as a device without power does. */
  void breakOff() {
    Outbound.close(channel);
    settle();
  }

  /** Ends the connection, and tells how many bytes were never released. */
  long leakedBytes() {
    breakOff();
    received();
    channel.finishAndReleaseAll();
    decoder.finishAndReleaseAll();
    return memory.metric().usedHeapMemory();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** The bytes that came since the last call. */
  String receivedHex() {
    settle();
    StringBuilder hex = new StringBuilder();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      hex.append(ByteBufUtil.hexDump(bytes));
      bytes.release();
    }
    return hex.toString();
  }

  /** All that came since the last call, one line for each packet. */
  List<String> received() {
    settle();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      decoder.writeInbound(bytes);
    }
    List<String> lines = new ArrayList<>();
    for (MqttMessage packet = decoder.readInbound();
        packet != null;
        packet = decoder.readInbound()) {
      lines.add(line(packet));
      ReferenceCountUtil.release(packet);
    }
    return lines;
  }

  private static String line(MqttMessage packet) {
    if (packet instanceof MqttPublishMessage publish) {
      String id = publish.fixedHeader().qosLevel().value() == 0
          ? ""
          : " #" + publish.variableHeader().packetId();
      return "PUBLISH q%d%s %s %s"
          .formatted(
              publish.fixedHeader().qosLevel().value(),
              id,
              publish.variableHeader().topicName(),
              publish.payload().toString(UTF_8).replaceAll("[0-9a-f]{32}-G:", "T-G:"))
          .strip();
    }
    if (packet instanceof MqttConnAckMessage ack) {
      return "CONNACK " + ack.variableHeader().connectReturnCode().byteValue()
          + (ack.variableHeader().isSessionPresent() ? " resumed" : "");
    }
    if (packet instanceof MqttSubAckMessage ack) {
      return "SUBACK #%d %s"
          .formatted(ack.variableHeader().messageId(), ack.payload().grantedQoSLevels());
    }
    String id = packet.variableHeader() instanceof MqttMessageIdVariableHeader header
        ? " #" + header.messageId()
        : "";
    return packet.fixedHeader().messageType() + id;
  }
}
