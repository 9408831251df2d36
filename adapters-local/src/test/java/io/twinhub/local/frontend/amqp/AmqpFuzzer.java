package io.twinhub.local.frontend.amqp;

import io.twinhub.local.fuzz.FuzzRun;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The way from bytes to whatever they mean, for a fuzzer: {@code .ci/fuzz} runs it with Jazzer, {@code
 * FuzzTest} with the inputs that were kept. The first byte says how the others are used: as they are, as
 * bodies of frames, or as bodies of messages to {@code $cbs} and to a twin; the last two on a connection whose
 * links are attached.
 */
public final class AmqpFuzzer {
  private static final FuzzRun RUN = new FuzzRun();
  private static final int KINDS = 4;
  private static final int LENGTH_BYTES = 2;
  private static final int CHUNK_BYTES_MAX = 2_048;

  private AmqpFuzzer() {}

  /** Called by Jazzer once. Loads all classes, which takes long where each is instrumented. */
  public static void fuzzerInitialize() {
    for (byte kind = 0; kind < KINDS; kind++) {
      run(new byte[] {kind, 0, 1, 0});
    }
    RUN.begin();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    RUN.feed(data, AmqpFuzzer::run);
  }

  /** Called by Jazzer at the end. */
  public static void fuzzerTearDown() {
    RUN.end();
  }

  /** Feeds one input; fails if the hub made a mistake or kept memory. */
  public static void run(byte[] data) {
    if (data.length == 0) {
      return;
    }
    TestHub hub = new TestHub();
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    Peer peer = new Peer(hub);
    switch ((data[0] & 0xFF) % KINDS) {
      case 0 -> peer.withoutEngine().send(rest);
      case 1 -> frames(attached(peer), rest);
      case 2 -> messages(attached(peer), rest, 0);
      default -> messages(attached(peer), rest, 1);
    }
    peer.settle();
    peer.letPassSilently(1);
    long leaked = peer.leakedBytes();
    if (leaked != 0) {
      throw new IllegalStateException(leaked + " bytes of buffers are left");
    }
    if (hub.connected() != 0 || !hub.twins().connected().isEmpty()) {
      throw new IllegalStateException("a device is left: " + hub.twins().connected());
    }
    if (!hub.mistakes().isEmpty()) {
      throw new IllegalStateException("the log says: " + hub.log());
    }
  }

  /** Channel 0 has {@code $cbs}, channel 1 a twin; the links to the hub have handle 0. */
  private static Peer attached(Peer peer) {
    peer.begin();
    peer.putToken("device dev1");
    peer.twin("dev1").subscribe("s");
    return peer.withoutEngine();
  }

  private static void frames(Peer peer, byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data);
    while (in.remaining() > LENGTH_BYTES) {
      int channel = in.get() & 3;
      byte[] body = new byte[Math.min(in.remaining(), (in.get() & 0xFF) * 8)];
      in.get(body, 0, Math.min(body.length, in.remaining()));
      peer.send(Frames.raw(channel, body));
    }
  }

  private static void messages(Peer peer, byte[] data, int channel) {
    int id = 1;
    for (int from = 0; from < data.length; from += CHUNK_BYTES_MAX) {
      byte[] message =
          Arrays.copyOfRange(data, from, Math.min(from + CHUNK_BYTES_MAX, data.length));
      peer.send(Frames.of(channel, Frames.transfer(0, id++, false), message));
    }
  }
}
