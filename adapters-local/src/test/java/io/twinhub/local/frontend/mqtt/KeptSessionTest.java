package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.DISCONNECT;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static io.twinhub.local.frontend.mqtt.ClientPackets.unsubscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import org.junit.jupiter.api.Test;

/** Subscriptions that outlive a connection: the Node.js SDK makes them once. */
class KeptSessionTest {
  private static final String ANSWERS = "$iothub/twin/res/#";
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  private static final byte[] READ = publish("$iothub/twin/GET/?$rid=9", " ", 0, 0);
  private static final String ANSWER = "PUBLISH q0 $iothub/twin/res/200/?$rid=9"
      + " {\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}";
  private static final Connect KEEPING = Connect.of("dev1").keepingItsSession();

  private final TestHub hub = new TestHub();

  private TestDevice back(Connect connect, String greeting) {
    TestDevice device = new TestDevice(hub);
    assertThat(device.send(connect.bytes()).received()).containsExactly(greeting);
    return device;
  }

  private void leave(String... filters) {
    TestDevice device = TestDevice.connected(hub, KEEPING);
    device.send(subscribe(1, 1, filters)).received();
    device.breakOff();
  }

  @Test
  void a_device_that_is_back_gets_answers_without_subscribing_again() {
    leave(ANSWERS);
    assertThat(back(KEEPING, "CONNACK 0 resumed").send(READ).received()).containsExactly(ANSWER);
  }

  @Test
  void a_device_that_is_back_hears_of_desired_properties_as_it_was_granted() {
    leave(DESIRED);
    TestDevice device = back(KEEPING, "CONNACK 0 resumed");
    hub.twins().write("{\"a\":1}");
    assertThat(device.received())
        .containsExactly("PUBLISH q1 #1 $iothub/twin/PATCH/properties/desired/?$version=2"
            + " {\"a\":1,\"$version\":2}");
  }

  @Test
  void what_was_written_meanwhile_is_not_sent_later() {
    leave(DESIRED);
    hub.twins().write("{\"a\":1}");
    assertThat(back(KEEPING, "CONNACK 0 resumed").received()).isEmpty();
  }

  @Test
  void a_goodbye_does_not_end_it() {
    TestDevice device = TestDevice.connected(hub, KEEPING);
    device.send(subscribe(1, 0, ANSWERS), DISCONNECT);
    back(KEEPING, "CONNACK 0 resumed");
  }

  @Test
  void what_was_unsubscribed_is_gone() {
    TestDevice device = TestDevice.connected(hub, KEEPING);
    device.send(subscribe(1, 0, ANSWERS, DESIRED), unsubscribe(2, DESIRED)).received();
    device.breakOff();
    TestDevice again = back(KEEPING, "CONNACK 0 resumed");
    hub.twins().write("{\"a\":1}");
    assertThat(again.received()).isEmpty();
    again.send(unsubscribe(3, ANSWERS)).received();
    again.breakOff();
    back(KEEPING, "CONNACK 0");
  }

  @Test
  void subscribing_once_more_is_no_harm() {
    leave(DESIRED);
    TestDevice device = back(KEEPING, "CONNACK 0 resumed");
    assertThat(device.send(subscribe(1, 0, DESIRED)).received()).containsExactly("SUBACK #1 [0]");
    hub.twins().write("{\"a\":1}");
    assertThat(device.received())
        .containsExactly("PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=2"
            + " {\"a\":1,\"$version\":2}");
  }

  @Test
  void a_clean_session_begins_with_nothing_and_leaves_nothing() {
    leave(ANSWERS);
    TestDevice clean = back(Connect.of("dev1"), "CONNACK 0");
    assertThat(clean.send(READ).received()).isEmpty();
    clean.send(subscribe(1, 0, ANSWERS)).received();
    clean.breakOff();
    back(KEEPING, "CONNACK 0");
  }

  @Test
  void it_is_nobody_elses() {
    leave(ANSWERS);
    back(Connect.of("dev2").keepingItsSession(), "CONNACK 0");
    back(Connect.of("dev1/part").keepingItsSession(), "CONNACK 0");
  }

  @Test
  void who_may_not_come_in_is_told_of_no_session() {
    leave(ANSWERS);
    back(KEEPING.password(ClientPackets.WRONG_TOKEN), "CONNACK 5");
    back(KEEPING, "CONNACK 0 resumed");
  }
}
