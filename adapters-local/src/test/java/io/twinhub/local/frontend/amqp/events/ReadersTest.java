package io.twinhub.local.frontend.amqp.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.local.frontend.amqp.events.Readers.Applicant;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many readers there may be. */
class ReadersTest {
  private final Readers readers = new Readers();

  private Readers.Reader enter(int number, Optional<Long> epoch) throws ReaderRefused {
    return readers.enter(new Applicant("group" + number, 0, "nil", epoch), condition -> {});
  }

  @Test
  void a_thousand_readers_are_the_most_and_who_leaves_makes_room() throws ReaderRefused {
    List<Readers.Reader> all = new ArrayList<>();
    for (int i = 0; i < Readers.READERS_MAX; i++) {
      all.add(enter(i, Optional.empty()));
    }
    assertThatThrownBy(() -> enter(-1, Optional.empty()))
        .isInstanceOfSatisfying(
            ReaderRefused.class,
            refused -> assertThat(refused.condition())
                .isEqualTo(new AmqpCondition(
                    AmqpCondition.LIMIT, "the hub has 1000 readers, which is its limit")));
    Readers.Reader taker = enter(0, Optional.of(1L)); // it takes a place and needs none more
    assertThat(readers.count()).isEqualTo(Readers.READERS_MAX);
    all.get(0).close(); // gone already
    assertThat(readers.count()).isEqualTo(Readers.READERS_MAX);
    taker.close();
    taker.close();
    assertThat(readers.count()).isEqualTo(Readers.READERS_MAX - 1);
    var unused = enter(-1, Optional.empty());
    assertThat(readers.count()).isEqualTo(Readers.READERS_MAX);
  }
}
