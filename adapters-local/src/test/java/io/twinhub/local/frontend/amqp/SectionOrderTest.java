package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sections of a message count in any order. Source: amqp.md 2, "Order of sections". */
class SectionOrderTest {
  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");
  private final TwinLinks twin = peer.twin("dev1");

  /** A report with all sections that a message can have. */
  private static List<byte[]> sections() {
    Properties properties = new Properties();
    properties.setCorrelationId("a");
    return Stream.of(
            new Header(),
            new DeliveryAnnotations(Map.of()),
            new MessageAnnotations(Map.of(
                Symbol.valueOf("operation"),
                "PATCH",
                Symbol.valueOf("resource"),
                "/properties/reported")),
            properties,
            new ApplicationProperties(Map.of("any", "thing")),
            new Data(new Binary("{\"t\":21}".getBytes(StandardCharsets.UTF_8))),
            new Footer(Map.of()))
        .map(Frames::encoded)
        .toList();
  }

  static Stream<Long> seeds() {
    return new Random(20261128).longs(40).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_report_is_understood_in_every_order(long seed) {
    List<byte[]> sections = new ArrayList<>(sections());
    Collections.shuffle(sections, new Random(seed));
    byte[] message = Frames.join(sections.toArray(new byte[0][]));
    assertThat(Wire.send(twin.requests(), message, message.length)).isNotNull();
    assertThat(twin.received()).containsExactly("a {status=Integer 204, version=Long 2} ");
    assertThat(hub.twins().reported()).isEqualTo("{\"t\":21}");
  }

  /** What azure-iot-device-amqp 1.3 to 1.7 sends: properties (0x73), then message annotations (0x72). */
  @Test
  void the_annotations_of_old_node_clients_follow_the_properties() {
    byte[] message = HexFormat.of()
        .parseHex("005373c0090640404040" + "40a10161" // the correlation id "a"
            + "005372c11102a3096f7065726174696f6ea103474554" // operation: GET
            + "005375a00120"); // one blank
    assertThat(Wire.send(twin.requests(), message, message.length)).isNotNull();
    assertThat(twin.received())
        .containsExactly("a {status=Integer 200} "
            + "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
  }
}
