package io.twinhub.local.frontend.amqp.events;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The readers of all partitions, on all connections. A reader with an epoch is the only one of its partition
 * and consumer group, and displaces those whose epoch is not higher. Safe to use from any thread.
 */
public final class Readers {
  /**
   * How many readers without an epoch a partition may have in each consumer group. Source: Azure's page on
   * quotas of Event Hubs.
   */
  public static final int WITHOUT_EPOCH_MAX = 5;

  /** How many readers the hub may have; a hub setting. */
  public static final int READERS_MAX = 1_000;

  private final Map<Seat, List<Reader>> seats = new HashMap<>();
  private int count;

  /** The consumer group and the partition within which readers exclude one another. */
  private record Seat(String group, int partition) {}

  /**
   * A reader that asks to be admitted.
   *
   * @param group its consumer group
   * @param partition the partition that it reads
   * @param name what its client calls it
   * @param epoch empty if it shares the partition with others
   */
  record Applicant(String group, int partition, String name, Optional<Long> epoch) {
    private Seat seat() {
      return new Seat(group.toLowerCase(Locale.ROOT), partition);
    }
  }

  /** An admitted reader; closing it frees its place. Closing twice does nothing. */
  final class Reader implements AutoCloseable {
    private final Applicant who;
    private final Consumer<AmqpCondition> end;

    private Reader(Applicant who, Consumer<AmqpCondition> end) {
      this.who = who;
      this.end = end;
    }

    @Override
    public void close() {
      leave(this);
    }
  }

  /**
   * Admits a reader and ends those that it displaces.
   *
   * @param end called at most once, on any thread, when a later reader displaces this one
   * @throws ReaderRefused if it is not admitted
   */
  Reader enter(Applicant who, Consumer<AmqpCondition> end) throws ReaderRefused {
    Reader entered = new Reader(who, end);
    List<Reader> stolen;
    synchronized (this) {
      List<Reader> there = seats.getOrDefault(who.seat(), List.of());
      refuseBelow(who, there);
      stolen = who.epoch().isPresent() ? List.copyOf(there) : List.of();
      refuseFull(who, there, stolen.size());
      stolen.forEach(this::leave);
      seats.computeIfAbsent(who.seat(), seat -> new ArrayList<>()).add(entered);
      count++;
    }
    stolen.forEach(old -> old.end.accept(stolen(old.who, who)));
    return entered;
  }

  /** How many readers there are. */
  public synchronized int count() {
    return count;
  }

  private synchronized void leave(Reader reader) {
    List<Reader> there = seats.getOrDefault(reader.who.seat(), new ArrayList<>());
    if (there.remove(reader)) {
      count--;
    }
    if (there.isEmpty()) {
      seats.remove(reader.who.seat());
    }
  }

  private static void refuseBelow(Applicant who, List<Reader> there) throws ReaderRefused {
    for (Reader other : there) {
      Optional<Long> epoch = other.who.epoch();
      if (epoch.isPresent() && who.epoch().isEmpty()) {
        throw new ReaderRefused(new AmqpCondition(
            AmqpCondition.STOLEN,
            ("At least one receiver for the endpoint is created with epoch of '%d', and so non-epoch"
                    + " receiver is not allowed. Either reconnect with a higher epoch, or make sure all"
                    + " epoch receivers are closed or disconnected.")
                .formatted(epoch.get())));
      }
      if (epoch.isPresent() && who.epoch().get() < epoch.get()) {
        throw new ReaderRefused(new AmqpCondition(
            AmqpCondition.STOLEN,
            ("Receiver '%s' with a higher epoch '%d' already exists. Receiver '%s' with epoch %d cannot be"
                    + " created. Make sure you are creating receiver with increasing epoch value to ensure"
                    + " connectivity, or ensure all old epoch receivers are closed or disconnected.")
                .formatted(
                    other.who.name(), epoch.get(), who.name(), who.epoch().get())));
      }
    }
  }

  private void refuseFull(Applicant who, List<Reader> there, int leaving) throws ReaderRefused {
    if (who.epoch().isEmpty() && there.size() >= WITHOUT_EPOCH_MAX) {
      throw new ReaderRefused(new AmqpCondition(
          AmqpCondition.QUOTA,
          ("Exceeded the maximum number of allowed receivers per partition in a consumer group which is %d:"
                  + " partition '%d', consumer group '%s'")
              .formatted(WITHOUT_EPOCH_MAX, who.partition(), who.group())));
    }
    if (count - leaving >= READERS_MAX) {
      throw new ReaderRefused(new AmqpCondition(
          AmqpCondition.LIMIT,
          "the hub has %d readers, which is its limit".formatted(READERS_MAX)));
    }
  }

  private static AmqpCondition stolen(Applicant old, Applicant taker) {
    return new AmqpCondition(
        AmqpCondition.STOLEN,
        ("New receiver '%s' with higher epoch of '%d' is created hence current receiver '%s' with epoch '%s'"
                + " is getting disconnected. If you are recreating the receiver, make sure a higher epoch is"
                + " used.")
            .formatted(
                taker.name(),
                taker.epoch().orElse(0L),
                old.name(),
                old.epoch().map(String::valueOf).orElse("none")));
  }
}
