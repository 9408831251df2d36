package io.twinhub.local.frontend.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.application.port.DesiredDelivery;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each write of the desired properties is told what became of it. */
class DesiredPushesTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> fates = new ArrayList<>();
  private final DesiredPushes pushes = new DesiredPushes(channel, new Outlet());
  private boolean ready = true;

  private final class Outlet implements DesiredPushes.Outlet {
    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void write(DesiredDelivery push) {
      push.delivered();
    }

    @Override
    public void flush() {}

    @Override
    public void overflow(String reason) {
      fates.add("overflow: " + reason);
    }
  }

  private void offer(long version) {
    DesiredChange change = new DesiredChange(JsonObject.EMPTY, new Version(version));
    pushes.offer(new DesiredDelivery() {
      @Override
      public DesiredChange change() {
        return change;
      }

      @Override
      public void delivered() {
        fates.add(version + " delivered");
      }

      @Override
      public void missed(String reason) {
        fates.add(version + " missed: " + reason);
      }
    });
    channel.runPendingTasks();
  }

  @Test
  void what_is_written_is_delivered() {
    pushes.start();
    offer(2);
    offer(3);
    assertThat(fates).containsExactly("2 delivered", "3 delivered");
  }

  @Test
  void what_still_waits_at_the_end_is_missed_for_the_reason_of_the_end() {
    pushes.start();
    offer(2);
    ready = false;
    offer(3);
    offer(4);
    pushes.stop("the connection ended before it was written");
    assertThat(fates)
        .containsExactly(
            "2 delivered",
            "3 missed: the connection ended before it was written",
            "4 missed: the connection ended before it was written");
  }

  @Test
  void what_comes_after_the_end_is_missed() {
    pushes.start();
    pushes.stop("the device unsubscribed before it was written");
    offer(2);
    assertThat(fates)
        .containsExactly("2 missed: the device no longer subscribes to its desired properties");
  }

  @Test
  void what_a_client_takes_too_slowly_is_missed_and_the_client_is_given_up() {
    pushes.start();
    ready = false;
    for (int i = 0; i < DesiredPushes.WAITING_MAX; i++) {
      offer(2 + i);
    }
    assertThat(fates).isEmpty();
    offer(1_000);
    String reason = "the client takes desired properties too slowly: 256 writes wait";
    assertThat(fates).containsExactly("1000 missed: " + reason, "overflow: " + reason);
  }
}
