package io.twinhub.local.frontend.https;

import io.twinhub.local.fuzz.FuzzRun;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way from bytes to WebSocket frames and the MQTT in them, for a fuzzer: {@code .ci/fuzz} runs it with
 * Jazzer, {@code FuzzTest} with the inputs that were kept. The first byte says how the others are used: as
 * headers of the upgrade, as bytes behind it, or as frames; in the last form each has its first byte, a length
 * and so much of the input.
 */
public final class WebSocketFuzzer {
  private static final FuzzRun RUN = new FuzzRun();
  private static final int KINDS = 3;
  private static final int MASKED = 0x80;
  private static final int LENGTH_MAX = 125;
  private static final FuzzedHub HUB = new FuzzedHub();

  private WebSocketFuzzer() {}

  /** Called by Jazzer once. Loads all classes, which takes long where each is instrumented. */
  public static void fuzzerInitialize() {
    for (byte kind = 0; kind < KINDS; kind++) {
      run(new byte[] {kind, 0, 1, 0});
    }
    RUN.begin();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    RUN.feed(data, WebSocketFuzzer::run);
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
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    List<byte[]> pieces = new ArrayList<>();
    switch ((data[0] & 0xFF) % KINDS) {
      case 0 ->
        pieces.addAll(List.of(upgrade(""), rest, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      case 1 -> pieces.addAll(List.of(upgrade("\r\n"), rest));
      default -> {
        pieces.add(upgrade("\r\n"));
        pieces.addAll(frames(rest));
      }
    }
    HUB.feed(pieces);
  }

  private static byte[] upgrade(String end) {
    return ("GET /$iothub/websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: mqtt\r\n" + end)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Masked with zeros, so that the bytes stay what they are. */
  private static List<byte[]> frames(byte[] data) {
    List<byte[]> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(data);
    while (in.remaining() > 2) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(in.get());
      int length = Math.min((in.get() & 0xFF) % (LENGTH_MAX + 1), in.remaining());
      frame.write(MASKED | length);
      frame.writeBytes(new byte[4]);
      byte[] payload = new byte[length];
      in.get(payload);
      frame.writeBytes(payload);
      frames.add(frame.toByteArray());
    }
    return frames;
  }
}
