package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.frontend.amqp.events.Readers;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read a partition beside whom. Source: events.md 6. */
class EpochsOverAmqpTest {
  private static final long NONE = -1;

  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  private Receiver attach(String name, long epoch) {
    EventsFixture.Reader reader = events.reader().named(name);
    return (epoch == NONE ? reader : reader.epoch(epoch)).attach(10);
  }

  private boolean reads(Receiver link) {
    events.peer().settle();
    return link.getRemoteState() == EndpointState.ACTIVE;
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "-1, 5", "0, 1", "5, 6", "5, 5"})
  void an_epoch_takes_the_place_of_one_that_is_not_higher(long old, long taker) {
    Receiver first = attach("first", old);
    events.send("1");
    assertThat(events.bodies(first, 1)).containsExactly("1");
    events.peer("policy all");
    Receiver second = attach("second", taker);
    assertThat(events.bodies(second, 1)).containsExactly("1");
    assertThat(events.hub().frontEnd().readers()).isEqualTo(1);
  }

  @Test
  void the_one_whose_place_is_taken_is_told_by_whom() {
    Receiver first = attach("first", 1);
    Receiver second = attach("second", 2);
    assertThat(events.detached(first))
        .isEqualTo(
            "amqp:link:stolen: New receiver 'second' with higher epoch of '2' is created hence current receiver"
                + " 'first' with epoch '1' is getting disconnected. If you are recreating the receiver, make"
                + " sure a higher epoch is used.");
    assertThat(reads(second)).isTrue();
  }

  @Test
  void a_lower_epoch_is_refused_and_so_is_none() {
    Receiver first = attach("first", 3);
    assertThat(events.detached(attach("second", 2)))
        .startsWith("amqp:link:stolen: Receiver 'first' with a higher epoch '3' already exists.");
    assertThat(events.detached(attach("third", NONE)))
        .isEqualTo(
            "amqp:link:stolen: At least one receiver for the endpoint is created with epoch of '3', and"
                + " so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make sure all"
                + " epoch receivers are closed or disconnected.");
    assertThat(reads(first)).isTrue();
    assertThat(events.hub().log())
        .anyMatch(line -> line.contains("amqp:link:stolen: Receiver 'first'"));
  }

  @Test
  void other_groups_and_partitions_are_not_concerned() {
    Receiver first = attach("first", 3);
    String other = events.address().replace("$Default", "other");
    Receiver group = events.new Reader(other).epoch(1).attach(1);
    int next = (events.partition() + 1) % 4;
    Receiver partition = events.new Reader(events.address().replaceFirst("\\d$", "" + next))
        .epoch(1)
        .attach(1);
    assertThat(List.of(reads(first), reads(group), reads(partition))).containsOnly(true);
  }

  @ParameterizedTest
  @CsvSource({"detach", "end", "close", "break"})
  void who_leaves_gives_the_place_back(String way) {
    Receiver first = attach("first", 3);
    switch (way) {
      case "detach" -> first.close();
      case "end" -> first.getSession().close();
      case "close" -> events.peer().connection().close();
      default -> events.peer().breakOff();
    }
    events.peer().settle();
    assertThat(events.hub().frontEnd().readers()).isZero();
    events.peer("policy all");
    assertThat(reads(attach("second", 0))).isTrue();
  }

  @Test
  void five_share_a_partition_and_a_sixth_is_refused() {
    List<Receiver> links = new ArrayList<>();
    for (int i = 0; i < Readers.WITHOUT_EPOCH_MAX; i++) {
      links.add(attach("reader" + i, NONE));
    }
    assertThat(events.detached(attach("sixth", NONE)))
        .isEqualTo(
            "com.microsoft:quota-exceeded: Exceeded the maximum number of allowed receivers per partition in a"
                + " consumer group which is 5: partition '%d', consumer group '$Default'"
                    .formatted(events.partition()));
    events.send("1");
    for (Receiver link : links) {
      assertThat(events.bodies(link, 1)).containsExactly("1");
    }
    links.get(0).close();
    events.peer().settle();
    assertThat(reads(attach("seventh", NONE))).isTrue();
  }
}
