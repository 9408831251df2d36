package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;
import io.twinhub.application.port.ConnectionDropped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Carries out a connection's packets one by one, in the order in which they arrived, off the event loop. Its
 * methods are called on the event loop; the work runs on the serial executor.
 */
public final class OrderedWork {
  private final Channel channel;
  private final SerialExecutor serial;
  private final ExitDoor exit;
  private final ByteBudget budget;
  private final ReadGate gate;

  /**
   * Creates the queue of work for {@code channel}, which {@code serial} runs.
   *
   * @param budget the room for large packets that wait for their turn
   */
  public OrderedWork(Channel channel, SerialExecutor serial, ExitDoor exit, ByteBudget budget) {
    this.channel = channel;
    this.serial = serial;
    this.exit = exit;
    this.budget = budget;
    this.gate = new ReadGate(channel, exit);
  }

  /** The gate that decides whether more is read. */
  public ReadGate gate() {
    return gate;
  }

  /**
   * Runs {@code work} when its turn comes.
   *
   * @param bytes how much it holds until then
   * @return false if the hub is too busy to take it
   */
  public boolean take(int bytes, Runnable work) {
    ByteBudget.Claim claim = budget.newClaim();
    return (bytes <= ByteBudget.SMALL_BYTES_MAX || claim.resize(bytes))
        && take(bytes, bytes, work, claim);
  }

  /**
   * Starts {@code work} when its turn comes. Until it is done, it counts as under way.
   *
   * @param bytes how much it holds until it is done
   * @param work returns at once, with a future that completes or fails when the work is over
   * @return false if the hub is too busy to take it
   */
  public boolean takeLasting(int bytes, Supplier<CompletableFuture<Void>> work) {
    gate.began(bytes);
    Runnable over = () -> onLoop(channel, () -> gate.ended(bytes));
    boolean taken = take(bytes, () -> {
      boolean lasts = false;
      try {
        var unused = work.get().whenComplete((done, failure) -> over.run());
        lasts = true;
      } finally {
        if (!lasts) {
          over.run();
        }
      }
    });
    if (!taken) {
      gate.ended(bytes);
    }
    return taken;
  }

  /** Runs {@code work} when its turn comes; nothing more is read until then. */
  public boolean takeAlone(Runnable work) {
    return take(0, ReadGate.WAITING_BYTES_MAX, work, budget.newClaim());
  }

  private boolean take(int bytes, int waitingBytes, Runnable work, ByteBudget.Claim claim) {
    gate.entered(waitingBytes);
    boolean taken = serial.offer(bytes, () -> {
      try {
        carryOut(work);
      } finally {
        claim.close();
        onLoop(channel, () -> gate.done(waitingBytes));
      }
    });
    if (!taken) {
      claim.close();
      gate.done(waitingBytes);
    }
    return taken;
  }

  /** Ends the connection once all earlier packets have been carried out; nothing more is read. */
  public void last(String reason) {
    last(reason, () -> {});
  }

  /** Ends the connection as {@link #last(String)} does, and runs {@code before} just before that. */
  public void last(String reason, Runnable before) {
    gate.shut();
    Runnable end = () -> {
      before.run();
      exit.close(reason);
    };
    if (!serial.offer(end)) {
      end.run();
    }
  }

  private void carryOut(Runnable work) {
    if (exit.isClosed()) {
      return;
    }
    exit.attempt(work);
  }

  /** Drops the connection. Any thread. */
  public void drop(ConnectionDropped why) {
    exit.drop(why);
  }

  /** Runs {@code task} on the channel's event loop; not at all if the hub has stopped it. */
  public static void onLoop(Channel channel, Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException stopped) {
      Outbound.close(channel);
    }
  }
}
