package io.twinhub.local.frontend.https;

import io.twinhub.local.fuzz.FuzzRun;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The way from bytes to requests, routes and the engine, for a fuzzer: {@code .ci/fuzz} runs it with Jazzer,
 * {@code FuzzTest} with the inputs that were kept. The first byte says how the others are used: as all that
 * comes on a connection, as a request's target and headers, or as a body for one of the routes.
 */
public final class HttpFuzzer {
  private static final FuzzRun RUN = new FuzzRun();

  /** How many inputs a hub takes before a fresh one, so that what was created does not pile up. */
  private static final int INPUTS_OF_HUB_MAX = 2_000;

  private static final String[] ROUTES = {
    "PUT /devices/dev1",
    "PUT /devices/dev1/modules/m",
    "POST /devices",
    "POST /devices/query",
    "PATCH /twins/dev1",
    "PUT /twins/dev1",
    "PATCH /twins/dev1/modules/m",
    "POST /twinhub/explain",
    "POST /twinhub/why",
    "POST /devices/dev1/messages/events",
    "POST /devices/dev1/files"
  };
  private static final int KINDS = 2 + ROUTES.length;

  private static FuzzedHub hub = new FuzzedHub();
  private static int inputs;

  private HttpFuzzer() {}

  /** Called by Jazzer once. Loads all classes, which takes long where each is instrumented. */
  public static void fuzzerInitialize() {
    for (byte kind = 0; kind < KINDS; kind++) {
      run(new byte[] {kind, '{', '}'});
    }
    RUN.begin();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    RUN.feed(data, HttpFuzzer::run);
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
    if (++inputs % INPUTS_OF_HUB_MAX == 0) {
      hub.close();
      hub = new FuzzedHub();
    }
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    int kind = (data[0] & 0xFF) % KINDS;
    hub.feed(
        switch (kind) {
          case 0 -> List.of(rest);
          case 1 ->
            List.of(
                ascii("GET /"), rest, ascii("\r\nAuthorization: " + RunningHub.OWNER + "\r\n\r\n"));
          default -> List.of(head(ROUTES[kind - 2], rest.length), rest);
        });
  }

  private static byte[] head(String route, int length) {
    String type = route.endsWith("events") ? "vnd.microsoft.iothub.json" : "json";
    return ascii(
        "%s?api-version=2021-04-12 HTTP/1.1\r\nAuthorization: %s\r\nContent-Type: application/%s\r\nContent-Length: %d\r\n\r\n"
            .formatted(route, RunningHub.OWNER, type, length));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
