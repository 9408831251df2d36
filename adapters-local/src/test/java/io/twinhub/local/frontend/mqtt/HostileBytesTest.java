package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come: the connection stays open or closes with one reason, the hub makes no mistake, no
 * buffer is left. The seed is the test's argument; to repeat a failure, run it alone.
 */
class HostileBytesTest {
  private static final int SEEDS = 400;
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=1";
  private static final List<byte[]> GOOD = List.of(
      Connect.of("dev1").willTopic("devices/dev1/messages/events/").bytes(),
      subscribe(1, 1, "$iothub/twin/res/#", "$iothub/twin/PATCH/properties/desired/#"),
      publish("$iothub/twin/GET/?$rid=1", "", 1, 2),
      publish(REPORT + "&$version=1", "{\"a\":{\"b\":[1,2.5e3,null,true]}}", 0, 0),
      publish("devices/dev1/messages/events/a=b", "x", 1, 3),
      ClientPackets.unsubscribe(4, "$iothub/twin/res/#"),
      ClientPackets.pubAck(1),
      ClientPackets.PINGREQ,
      ClientPackets.DISCONNECT);

  private static ResourceLeakDetector.Level usual = ResourceLeakDetector.Level.SIMPLE;

  private final TestHub hub = new TestHub();

  @BeforeAll
  static void watchBuffers() {
    usual = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterAll
  static void watchLess() {
    ResourceLeakDetector.setLevel(usual);
  }

  static List<Long> seeds() {
    return new Random(20261121).longs(SEEDS).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void as_the_first_thing_they_harm_nobody(long seed) {
    Random random = new Random(seed);
    TestDevice client = new TestDevice(hub);
    client.send(damaged(random, GOOD.get(0)));
    sendSome(client, random);
    assertUnharmed(client, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void from_a_connected_client_they_harm_nobody(long seed) {
    Random random = new Random(seed);
    TestDevice client = hub.device("dev1");
    client.send(GOOD.get(1));
    sendSome(client, random);
    hub.twins().write("{\"x\":1}");
    assertUnharmed(client, seed);
  }

  private static void sendSome(TestDevice client, Random random) {
    for (int i = 0; i < 20 && client.isOpen(); i++) {
      byte[] good = GOOD.get(1 + random.nextInt(GOOD.size() - 1));
      byte[] bytes = switch (random.nextInt(4)) {
        case 0 -> anything(random);
        case 1 -> framed(random);
        case 2 -> damaged(random, good);
        default -> good;
      };
      client.send(bytes);
    }
  }

  private static byte[] anything(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A packet of any kind with the right length. */
  private static byte[] framed(Random random) {
    byte[] bytes = anything(random);
    byte[] packet = new byte[bytes.length + 2];
    packet[0] = (byte) random.nextInt(256);
    packet[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, packet, 2, bytes.length);
    return packet;
  }

  private static byte[] damaged(Random random, byte[] good) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private void assertUnharmed(TestDevice client, long seed) {
    boolean open = client.isOpen();
    assertThat(hub.log()).as("seed %d", seed).hasSize(open ? 0 : 1);
    assertThat(hub.twins().connected()).as("seed %d", seed).hasSizeLessThanOrEqualTo(open ? 1 : 0);
    assertThat(client.leakedBytes()).as("seed %d", seed).isZero();
    assertThat(hub.log())
        .as("seed %d", seed)
        .singleElement()
        .asString()
        .doesNotContain("error of the hub");
    assertThat(hub.twins().connected()).as("seed %d", seed).isEmpty();
    assertThat(hub.frontEnd().connected()).as("seed %d", seed).isZero();
  }
}
