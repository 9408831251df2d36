package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;
import io.twinhub.application.port.ConnectionDropped;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Carries out a connection's packets one by one, in the order in which they arrived, off the event loop. Its
 * methods are called on the event loop; the work runs on the serial executor.
 */
public final class OrderedWork {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

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

  /**
   * A packet that waits for its turn.
   *
   * @param bytes how much it holds
   * @param waitingBytes how much it counts as until its turn comes
   * @param place where it is carried out
   */
  private record Packet(int bytes, int waitingBytes, Place place) {}

  private enum Place {
    /** After everything before it. */
    IN_TURN,
    /** While others of its kind are under way. */
    BESIDE,
    /** The same, on the event loop if it is its turn. */
    BESIDE_AND_HERE
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
    return take(new Packet(bytes, bytes, Place.IN_TURN), done(work));
  }

  /** Runs {@code work} when its turn comes; nothing more is read until then. */
  public boolean takeAlone(Runnable work) {
    return take(new Packet(0, ReadGate.WAITING_BYTES_MAX, Place.IN_TURN), done(work));
  }

  /**
   * Starts {@code work} when its turn comes. Until it is done, it counts as under way.
   *
   * @param bytes how much it holds until it is done
   * @param work returns at once, with a future that completes or fails when the work is over
   * @return false if the hub is too busy to take it
   */
  public boolean takeLasting(int bytes, Supplier<CompletableFuture<Void>> work) {
    return takeLasting(new Packet(bytes, bytes, Place.IN_TURN), work);
  }

  /**
   * Starts {@code work} as {@link #takeLasting} does. Several of these may be under way at once; what is taken
   * later in another way waits until they are done.
   */
  public boolean takeBeside(int bytes, Supplier<CompletableFuture<Void>> work) {
    return takeLasting(new Packet(bytes, bytes, Place.BESIDE), work);
  }

  /** Starts {@code work} as {@link #takeBeside} does, at once and here if nothing else is to be done before it. */
  public boolean beginBeside(int bytes, Supplier<CompletableFuture<Void>> work) {
    return takeLasting(new Packet(bytes, bytes, Place.BESIDE_AND_HERE), work);
  }

  private boolean takeLasting(Packet packet, Supplier<CompletableFuture<Void>> work) {
    int bytes = packet.bytes();
    gate.began(bytes);
    boolean taken = take(packet, () -> {
      CompletableFuture<Void> begun = DONE;
      try {
        begun = work.get();
        return begun;
      } finally {
        var unused =
            begun.whenComplete((done, failure) -> onLoop(channel, () -> gate.ended(bytes)));
      }
    });
    if (!taken) {
      gate.ended(bytes);
    }
    return taken;
  }

  private static Supplier<CompletableFuture<Void>> done(Runnable work) {
    return () -> {
      work.run();
      return DONE;
    };
  }

  private boolean take(Packet packet, Supplier<CompletableFuture<Void>> work) {
    ByteBudget.Claim claim = budget.newClaim();
    if (packet.bytes() > ByteBudget.SMALL_BYTES_MAX && !claim.resize(packet.bytes())) {
      return false;
    }
    gate.entered(packet.waitingBytes());
    Supplier<CompletableFuture<Void>> turn = () -> {
      try {
        return carryOut(work);
      } finally {
        claim.close();
        onLoop(channel, () -> gate.done(packet.waitingBytes()));
      }
    };
    boolean taken = switch (packet.place()) {
      case IN_TURN ->
        serial.offer(packet.bytes(), () -> {
          var unused = turn.get();
        });
      case BESIDE -> serial.offerBeside(packet.bytes(), turn);
      case BESIDE_AND_HERE -> serial.beginBeside(packet.bytes(), turn);
    };
    if (!taken) {
      claim.close();
      gate.done(packet.waitingBytes());
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

  private CompletableFuture<Void> carryOut(Supplier<CompletableFuture<Void>> work) {
    AtomicReference<CompletableFuture<Void>> begun = new AtomicReference<>(DONE);
    if (!exit.isClosed()) {
      exit.attempt(() -> begun.set(work.get()));
    }
    return Objects.requireNonNull(begun.get());
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
