package io.twinhub.local.fuzz;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/**
 * The way from bytes to JSON values and back, for a fuzzer: {@code .ci/fuzz} runs it with Jazzer, {@code
 * FuzzTest} with the inputs that were kept. A text is refused in one way, or comes back as the same value.
 */
public final class JsonFuzzer {
  private static final FuzzRun RUN = new FuzzRun();

  private JsonFuzzer() {}

  /** Called by Jazzer once. */
  public static void fuzzerInitialize() {
    run("{\"a\":[1,2.5e3,true,null,\"x\"]}".getBytes(StandardCharsets.UTF_8));
    RUN.begin();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    RUN.feed(data, JsonFuzzer::run);
  }

  /** Called by Jazzer at the end. */
  public static void fuzzerTearDown() {
    RUN.end();
  }

  /** Feeds one input. */
  public static void run(byte[] data) {
    JsonValue value;
    try {
      value = JsonText.parse(data);
    } catch (HubException refused) {
      return;
    }
    byte[] written = JsonWriter.bytes(value);
    JsonText.readOwn(written, in -> {
      JsonSource.Piece piece = in.next();
      for (; piece != JsonSource.Piece.END; piece = in.next()) {
        if (piece == JsonSource.Piece.DECIMAL) {
          in.number();
        }
      }
      return piece;
    });
    if (!JsonWriter.text(value).equals(JsonWriter.text(value))) {
      throw new IllegalStateException("a value is written in two ways");
    }
    try {
      if (!JsonText.parse(written).equals(value)) {
        throw new IllegalStateException("a value came back as another");
      }
    } catch (HubException longerThanItWasRead) {
      // A number or a name may grow beyond the limit of what is read from clients.
    }
  }
}
