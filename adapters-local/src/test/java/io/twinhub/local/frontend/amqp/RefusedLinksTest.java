package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Links that the hub refuses, frame by frame: an attach without a terminus, then the detach with the error.
 * Source: amqp.md 2, "Refusing a link"; AMQP 1.0, section 2.6.3.
 */
class RefusedLinksTest {
  private static final String PAIR = "com.microsoft:channel-correlation-id";

  private final TestHub hub = new TestHub();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "device dev1 | sends    | /nowhere                        | amqp:not-found",
        "device dev1 | receives | /nowhere                        | amqp:not-found",
        "device dev1 | sends    | ''                              | amqp:not-found",
        "device dev1 | sends    | /devices/dev1/messages/devicebound | amqp:not-allowed",
        "policy all  | receives | /messages/devicebound           | amqp:not-allowed",
        "policy all  | sends    | /messages/servicebound/feedback | amqp:not-allowed",
        "''          | sends    | /devices/dev1/twin              | amqp:unauthorized-access",
        "''          | receives | /devices/dev1/twin              | amqp:unauthorized-access",
        "''          | sends    | /devices/dev1/messages/events   | amqp:unauthorized-access",
        "''          | receives | /devices/dev1/messages/devicebound | amqp:unauthorized-access",
        "''          | receives | /devices/dev1/methods/devicebound | amqp:unauthorized-access",
        "''          | sends    | /devices/dev1/modules/m/twin    | amqp:unauthorized-access",
        "device dev2 | sends    | /devices/dev1/twin              | amqp:unauthorized-access",
        "device dev1 | sends    | /devices/dev1/twin              | com.microsoft:argument-error",
        "device dev1 | receives | /devices/dev1/twin              | com.microsoft:argument-error",
        "''          | sends    | /messages/devicebound           | amqp:unauthorized-access",
        "''          | receives | /messages/servicebound/feedback | amqp:unauthorized-access",
        "''          | receives | /messages/servicebound/filenotifications | amqp:unauthorized-access",
        "device dev1 | sends    | /messages/devicebound           | amqp:unauthorized-access"
      })
  void are_attached_without_a_terminus_and_detached(
      String token, String direction, String address, String condition) {
    Peer peer = token.isEmpty() ? Peer.open(hub) : Peer.open(hub, token);
    peer.session();
    peer.settle().withoutEngine();
    Role role = direction.equals("sends") ? Role.SENDER : Role.RECEIVER;
    List<FrameBody> answers = peer.framesAfter(peer.lastChannel(), attach(role, address));
    assertThat(answers).hasSize(2);
    assertThat(answers.get(0)).isInstanceOfSatisfying(Attach.class, attach -> {
      assertThat(attach.getName()).isEqualTo("refused");
      assertThat(attach.getRole()).isEqualTo(role == Role.SENDER ? Role.RECEIVER : Role.SENDER);
      assertThat(attach.getTarget()).isNull();
      assertThat(attach.getSource()).isNull();
    });
    assertThat(answers.get(1)).isInstanceOfSatisfying(Detach.class, detach -> {
      assertThat(detach.getClosed()).isTrue();
      assertThat(detach.getHandle()).isEqualTo(((Attach) answers.get(0)).getHandle());
      assertThat(Peer.text(detach.getError()))
          .hasValueSatisfying(text -> assertThat(text).startsWith(condition + ": "));
    });
    assertThat(peer.isOpen()).isTrue();
  }

  private static Attach attach(Role role, String address) {
    Attach attach = Frames.attach("refused", 0);
    attach.setRole(role);
    Source source = new Source();
    Target target = new Target();
    if (role == Role.SENDER) {
      target.setAddress(address);
      source.setAddress("mine");
    } else {
      source.setAddress(address);
      target.setAddress("mine");
    }
    attach.setSource(source);
    attach.setTarget(target);
    return attach;
  }

  /** The same in bytes: the attach holds a name, a handle and a role, as Microsoft's own library writes it. */
  @ParameterizedTest
  @CsvSource({
    "SENDER, 0000002a02000000005312d00000001a0000000ea10772656675736564434140404040404040404040400000005902",
    "RECEIVER, 0000002c02000000005312d00000001c0000000ea107726566757365644342500250004040404243404040400000005902"
  })
  void look_so_on_the_wire(Role role, String hex) {
    Peer peer = Peer.open(hub);
    peer.session();
    peer.settle().withoutEngine();
    peer.send(Frames.of(0, attach(role, "/devices/dev1/twin")));
    assertThat(peer.receivedHex())
        .startsWith(hex)
        .contains("005316" + "c04c03" + "43" + "41"
            + "00531dc04402a318") // detach: handle 0, closed, error
        .contains(HexFormat.of().formatHex("amqp:unauthorized-access".getBytes(US_ASCII)));
  }

  @Test
  void leave_the_client_of_java_with_a_closed_link_and_an_open_connection() {
    Peer peer = Peer.open(hub, "device dev1");
    TwinLinks refused = new TwinLinks(
        peer,
        peer.sender(peer.session(), "/devices/dev2/twin", Map.of(PAIR, "twin:x")),
        peer.receiver(peer.session(), "/devices/dev2/twin", Map.of(PAIR, "twin:x")));
    peer.settle();
    assertThat(Stream.of(refused.requests(), refused.answers()))
        .allSatisfy(link -> assertThat(Peer.detachedBecause(link))
            .hasValueSatisfying(text -> assertThat(text).startsWith("amqp:unauthorized-access")));
    assertThat(peer.twin("dev1").get("a")).hasSize(1);
  }
}
