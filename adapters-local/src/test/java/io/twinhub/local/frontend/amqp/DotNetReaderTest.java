package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.amqp.transport.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Azure.Messaging.EventHubs for .NET, byte by byte: SASL MSSBCBS, no token before {@code $management},
 * everything pre-settled, a slash before the address, and a filter of its own descriptor with a bare value.
 * Source: events.md 4 to 6.
 */
class DotNetReaderTest {
  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  private static String string(String text) {
    return "a1%02x%s".formatted(text.length(), hex(text));
  }

  private static String symbol(String text) {
    return "a3%02x%s".formatted(text.length(), hex(text));
  }

  private static String hex(String text) {
    return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String list(String... fields) {
    return compound("d0", fields);
  }

  private static String map(String... fields) {
    return compound("d1", fields);
  }

  private static String compound(String code, String... fields) {
    String all = String.join("", fields);
    return "%s%08x%08x%s".formatted(code, 4 + all.length() / 2, fields.length, all);
  }

  private static byte[] frame(int type, String body) {
    return ByteBufUtil.decodeHexDump(
        "%08x02%02x0000%s".formatted(8 + body.length() / 2, type, body));
  }

  /** A link: its name, its handle and its two ends. */
  private record Link(String name, int handle, String source, String target) {}

  private static byte[] sender(Link link) {
    return attach(link, true, "40");
  }

  private static byte[] receiver(Link link, String properties) {
    return attach(link, false, properties);
  }

  private static byte[] attach(Link link, boolean sends, String properties) {
    String performative = "005312"
        + list(
            string(link.name()),
            "52%02x".formatted(link.handle()),
            sends ? "42" : "41",
            "5001", // snd-settle-mode: settled
            "40",
            link.source(),
            link.target(),
            "40",
            "40",
            sends ? "43" : "40",
            "40",
            "40",
            "40",
            properties);
    return frame(0, performative);
  }

  private static String terminus(String code, String address) {
    return "0053" + code + list(string(address));
  }

  private static String flow(int handle, int credit) {
    return "005313"
        + list(
            "43",
            "700000ffff",
            "43",
            "700000ffff",
            "52%02x".formatted(handle),
            "43",
            "70%08x".formatted(credit));
  }

  private Peer open() {
    Peer peer = new Peer(events.hub()).withoutEngine();
    peer.send(Frames.SASL_HEADER);
    peer.send(frame(1, "005341" + list(symbol("MSSBCBS"))));
    peer.send(Frames.AMQP_HEADER);
    peer.send(frame(
        0, "005310" + list(string("c-1"), string("myhub.servicebus.windows.net"), "7000010000")));
    peer.send(frame(0, "005311" + list("40", "43", "700000ffff", "700000ffff", "70000000ff")));
    return peer;
  }

  private void await(Peer peer, Class<? extends FrameBody> kind, int count) {
    var unused = events
        .real()
        .eventually(
            peer, () -> Optional.of(count).filter(wanted -> peer.said(kind).size() >= wanted));
  }

  @Test
  void it_describes_the_event_hub_without_a_token_on_the_connection_and_then_reads() {
    events.sendNumbered(4);
    Peer peer = open();
    askTwice(peer);
    await(peer, Transfer.class, 2);
    assertThat(peer.said(Transfer.class)).allMatch(Transfer::getSettled);
    assertThat(peer.said(Attach.class))
        .extracting(Attach::getSndSettleMode)
        .containsOnly(SenderSettleMode.SETTLED);
    putToken(peer);
    await(peer, Transfer.class, 3);
    read(peer);
    await(peer, Transfer.class, 5);
    List<Transfer> events3and4 = peer.said(Transfer.class).subList(3, 5);
    assertThat(events3and4).allMatch(Transfer::getSettled);
    assertThat(peer.said(Detach.class)).isEmpty();
    assertThat(peer.said(Attach.class).get(4).getRole()).isEqualTo(Role.SENDER);
    assertThat(peer.isOpen()).isTrue();
  }

  private static void askTwice(Peer peer) {
    peer.send(sender(new Link("m-out", 0, terminus("28", "0a1b"), terminus("29", "$management"))));
    peer.send(receiver(
        new Link("m-in", 1, terminus("28", "$management"), terminus("29", "0a1b2c")), "40"));
    peer.send(frame(0, flow(1, 50)));
    for (int i = 0; i < 2; i++) {
      String message = "005373" + list(string("request" + i))
          + "005374"
          + map(
              string("operation"), string("READ"),
              string("type"), string("com.microsoft:eventhub"),
              string("name"), string("myhub"),
              string("security_token"), string("policy all"));
      peer.send(
          frame(0, "005314" + list("43", "52%02x".formatted(i), "a00101", "43", "41") + message));
    }
  }

  private static void putToken(Peer peer) {
    peer.send(sender(new Link("cbs-out", 2, terminus("28", "x"), terminus("29", "$cbs"))));
    peer.send(receiver(new Link("cbs-in", 3, terminus("28", "$cbs"), terminus("29", "x")), "40"));
    peer.send(frame(0, flow(3, 50)));
    peer.send(frame(
        0,
        "005314" + list("5202", "5202", "a00102", "43", "41")
            + "005373" + list(string("request1"))
            + "005374"
            + map(
                string("operation"),
                string("put-token"),
                string("type"),
                string("servicebus.windows.net:sastoken"),
                string("name"),
                string(
                    "amqp://myhub.servicebus.windows.net/myhub/ConsumerGroups/$Default/Partitions/0"),
                string("expiration"),
                "830000018bcfe56800")
            + "005377" + string("policy all")));
  }

  private void read(Peer peer) {
    String filter = map(
        symbol("apache.org:selector-filter:string"),
        "00" + "80000000013700000a" + string("amqp.annotation.x-opt-sequence-number > 1"));
    String source =
        "005328" + list(string("/" + events.address()), "40", "40", "40", "40", "40", "40", filter);
    String properties = map(
        symbol("com.microsoft:entity-type"), "7100000008",
        symbol("com.microsoft:receiver-name"), string("reader-1"),
        symbol("com.microsoft:epoch"), "810000000000000001");
    peer.send(receiver(new Link("read", 4, source, terminus("29", "7c0e")), properties));
    peer.send(frame(0, flow(4, 300)));
  }
}
