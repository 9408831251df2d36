package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;
import io.twinhub.domain.error.HubException;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection's packets, carried out one by one in the order in which they came, off the event loop.
 * Its methods are called on the event loop; the work runs on the serial executor.
 */
public final class Turns {
  private final Channel channel;
  private final SerialExecutor serial;
  private final ExitDoor exit;
  private final ReadGate gate;

  /** Turns of {@code channel}, carried out by {@code serial}. */
  public Turns(Channel channel, SerialExecutor serial, ExitDoor exit) {
    this.channel = channel;
    this.serial = serial;
    this.exit = exit;
    this.gate = new ReadGate(channel, exit);
  }

  /** Whether more is read. */
  public ReadGate gate() {
    return gate;
  }

  /**
   * Has {@code work} done when its turn comes.
   *
   * @param bytes how much it holds until then
   * @return false if the hub is too busy to take it
   */
  public boolean take(int bytes, Runnable work) {
    gate.entered(bytes);
    boolean taken = serial.offer(() -> {
      carryOut(work);
      onLoop(channel, () -> gate.done(bytes));
    });
    if (!taken) {
      gate.done(bytes);
    }
    return taken;
  }

  /** Ends the connection when all that came before has been carried out; nothing more is read. */
  public void last(String reason) {
    gate.shut();
    if (!serial.offer(() -> exit.close(reason))) {
      exit.close(reason);
    }
  }

  private void carryOut(Runnable work) {
    if (exit.isClosed()) {
      return;
    }
    try {
      work.run();
    } catch (ProtocolViolation | HubException refusal) {
      exit.close(String.valueOf(refusal.getMessage()));
    } catch (RuntimeException | Error mistake) {
      exit.fail(mistake);
    }
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
