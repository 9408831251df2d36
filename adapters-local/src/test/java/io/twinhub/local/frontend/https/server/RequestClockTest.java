package io.twinhub.local.frontend.https.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.local.frontend.https.route.RequestLog;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a client may take; time is moved by hand. */
class RequestClockTest {
  private final RequestClock clock = new RequestClock(new RequestLog());
  private final EmbeddedChannel channel = new EmbeddedChannel();

  RequestClockTest() {
    channel.freezeTime();
    channel.pipeline().addLast(clock);
  }

  private void pass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void drip() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {'G'}));
  }

  @Test
  void a_connection_without_a_request_ends_after_thirty_seconds() {
    pass(29);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void bytes_that_drip_do_not_prolong_it() {
    for (int i = 0; i < 29; i++) {
      drip();
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();
    drip();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void the_hub_may_take_its_time() {
    clock.received();
    pass(3600);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void between_two_requests_there_are_two_minutes() {
    clock.received();
    clock.answered();
    pass(30);
    pass(30);
    pass(30);
    pass(29);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_second_request_has_thirty_seconds_again() {
    clock.received();
    clock.answered();
    pass(60);
    drip();
    pass(29);
    assertThat(channel.isOpen()).isTrue();
    pass(30);
    assertThat(channel.isOpen()).isFalse();
  }
}
