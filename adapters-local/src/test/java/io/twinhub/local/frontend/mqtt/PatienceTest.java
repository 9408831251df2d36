package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.PINGREQ;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the hub waits for clients that are silent or do not read. Source: mqtt.md 2 and 5. */
class PatienceTest {
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=1";

  private final TestHub hub = new TestHub();

  @Nested
  class Keep_alive {
    @ParameterizedTest
    @CsvSource({"1, 1", "10, 15", "240, 360", "1177, 1765", "1178, 1767", "65535, 1767", "0, 1767"})
    void allows_a_silence_of_one_and_a_half_times_up_to_a_cap(int keepAlive, int seconds) {
      TestDevice client = TestDevice.connected(hub, Connect.of("quiet").keepAlive(keepAlive));
      client.letPass(seconds - 1);
      client.send(PINGREQ).letPass(seconds);
      assertThat(client.isOpen()).isEqualTo(keepAlive * 3 % 2 == 1 && keepAlive < 1178);
      client.letPass(1);
      assertThat(client.isOpen()).isFalse();
      assertThat(hub.log())
          .containsExactly("quiet (embedded): 404104"
              + " DeviceConnectionClosedRemotely: no packet for " + seconds
              + " seconds, 1.5 times the keep alive");
    }

    @Test
    void does_not_count_the_time_in_which_the_hub_does_not_read() {
      TestDevice client = TestDevice.connected(hub, Connect.of("busy").keepAlive(10));
      hub.twins().slowDown();
      hub.workers().pause();
      for (int i = 0; i < 16; i++) {
        client.send(publish(REPORT, "{}", 0, 0));
      }
      client.letPass(100);
      assertThat(client.isOpen()).isTrue();
      hub.workers().resume();
      client.settle();
      client.letPass(15);
      assertThat(client.isOpen()).isFalse();
    }
  }

  @Nested
  class A_client_that_does_not_read {
    private final TestDevice device = hub.device("dev1");

    @Test
    void is_not_read_from_either_and_closed_after_twenty_seconds() {
      device.send(subscribe(1, 0, DESIRED)).received();
      makeUnwritable();
      assertThat(device.channel().config().isAutoRead()).isFalse();
      hub.twins().write("{\"a\":1}");
      device.letPass(19);
      assertThat(device.isOpen()).isTrue();
      device.letPass(1);
      assertThat(device.isOpen()).isFalse();
      assertThat(hub.log())
          .containsExactly(
              "dev1 (embedded): the client reads too slowly: 65536 bytes are waiting, and none"
                  + " was taken for 20 seconds");
    }

    @Test
    void and_goes_on_in_time_gets_what_it_missed() {
      device.send(subscribe(1, 0, DESIRED)).received();
      makeUnwritable();
      hub.twins().write("{\"a\":1}");
      device.letPass(19);
      assertThat(device.receivedHex()).isEmpty();
      device.channel().flush();
      assertThat(device.receivedHex()).hasSizeGreaterThan(2 * 70_000);
      device.letPass(60);
      assertThat(device.isOpen()).isTrue();
      assertThat(device.channel().config().isAutoRead()).isTrue();
    }

    /** Bytes that are written and not flushed stand for those that the network does not take. */
    private void makeUnwritable() {
      device
          .channel()
          .pipeline()
          .write(Unpooled.wrappedBuffer(new byte[70_000]))
          .addListener(done -> {});
      device.settle();
    }
  }
}
