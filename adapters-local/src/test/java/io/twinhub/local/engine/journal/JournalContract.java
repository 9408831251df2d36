package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.compact.RandomTwins;
import io.twinhub.local.engine.compact.StoredTwin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every journal promises; a hub cannot tell one from another. */
abstract class JournalContract {
  private static final int TWINS = 300;
  private static final int BATCHES = 60;
  private static final int BATCH_MAX = 20;

  /** The journal, opened anew: as a hub finds it that starts after another one has ended. */
  abstract Journal reopened();

  private Map<TwinAddress, StoredTwin> loaded() {
    Map<TwinAddress, StoredTwin> twins = new TreeMap<>();
    Documents.load(
        reopened(), twin -> assertThat(twins.put(twin.address(), twin)).isNull());
    return twins;
  }

  private static JournalBatch puts(StoredTwin... twins) {
    return JournalBatch.of(List.of(twins), List.of());
  }

  private static StoredTwin twin(String device, long seed) {
    return new RandomTwins(new SplittableRandom(seed)).at(TwinAddress.device(device));
  }

  @Test
  void a_new_journal_is_empty() {
    assertThat(Documents.load(reopened(), twin -> assertThat(twin).isNull())).isZero();
  }

  @Test
  void twins_of_every_kind_come_back_as_they_were() throws IOException {
    long seed = System.nanoTime();
    System.out.println("journal round trip: seed " + seed);
    RandomTwins random = new RandomTwins(new SplittableRandom(seed));
    List<StoredTwin> twins = new ArrayList<>();
    for (int i = 0; i < TWINS; i++) {
      twins.add(random.at(TwinAddress.device("device-" + i)));
      twins.add(random.at(TwinAddress.module("device-" + i, "$edgeAgent")));
    }
    JournalBatch.of(twins, List.of()).commitTo(reopened());
    Map<TwinAddress, StoredTwin> loaded = loaded();
    assertThat(loaded).hasSameSizeAs(twins);
    for (StoredTwin twin : twins) {
      StoredTwin back = loaded.getOrDefault(twin.address(), twin("missing", 1));
      assertThat(back).as("seed %d", seed).isEqualTo(twin);
      // Objects are equal in any order of their members; documents show the order.
      assertThat(TwinDocument.of(back.twin()))
          .hasToString(TwinDocument.of(twin.twin()).toString());
    }
  }

  @Test
  void the_last_of_many_puts_and_removals_counts() throws IOException {
    long seed = System.nanoTime();
    System.out.println("journal history: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    RandomTwins twins = new RandomTwins(random);
    Map<TwinAddress, StoredTwin> expected = new TreeMap<>();
    for (int i = 0; i < BATCHES; i++) {
      Map<TwinAddress, StoredTwin> puts = new TreeMap<>();
      Set<TwinAddress> removals = new TreeSet<>();
      for (int j = random.nextInt(BATCH_MAX); j > 0; j--) {
        TwinAddress address = TwinAddress.device("d" + random.nextInt(50));
        if (random.nextInt(3) > 0) {
          puts.put(address, twins.at(address));
        } else if (!puts.containsKey(address)) {
          removals.add(address);
        }
      }
      removals.removeAll(puts.keySet());
      removals.forEach(expected::remove);
      expected.putAll(puts);
      JournalBatch.of(List.copyOf(puts.values()), List.copyOf(removals)).commitTo(reopened());
    }
    assertThat(loaded()).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void the_highest_generation_outlives_its_identity() throws IOException {
    StoredTwin older = generation("older", 17);
    StoredTwin newer = generation("newer", 9000);
    puts(older, newer).commitTo(reopened());
    JournalBatch.of(List.of(), List.of(newer.address())).commitTo(reopened());
    puts(older).commitTo(reopened());
    assertThat(Documents.load(reopened(), twin -> assertThat(twin).isEqualTo(older)))
        .isEqualTo(9000);
  }

  private static StoredTwin generation(String device, long generation) {
    StoredTwin any = twin(device, generation);
    Identity identity = any.identity();
    Identity changed = new Identity(
        identity.address(),
        Long.toString(generation),
        identity.etag(),
        identity.authentication(),
        identity.status(),
        identity.statusReason(),
        identity.statusUpdatedTime(),
        identity.edge(),
        identity.managedBy(),
        identity.deviceScope(),
        identity.parentScopes(),
        IdentityAdditions.NONE);
    return new StoredTwin(changed, any.twin());
  }

  @Test
  void what_is_rolled_back_is_not_in_the_next_commit() throws IOException {
    Journal journal = reopened();
    puts(twin("kept", 1)).commitTo(journal);
    for (int i = 0; i < TWINS; i++) {
      journal.put(Documents.row(twin("never-" + i, i)));
    }
    journal.remove(TwinAddress.device("kept"));
    journal.rollBack();
    puts(twin("later", 2)).commitTo(journal);
    assertThat(loaded().keySet())
        .containsExactly(TwinAddress.device("kept"), TwinAddress.device("later"));
  }

  @Test
  void an_empty_batch_changes_nothing() throws IOException {
    puts(twin("kept", 1)).commitTo(reopened());
    reopened().commit();
    assertThat(loaded()).containsOnlyKeys(TwinAddress.device("kept"));
  }
}
