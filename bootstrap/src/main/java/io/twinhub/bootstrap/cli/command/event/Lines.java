package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.domain.json.JsonValue;
import java.io.PrintWriter;

/** Prints one JSON document per line, so that programs can read each while more follow. */
final class Lines {
  private final PrintWriter out;

  Lines(PrintWriter out) {
    this.out = out;
  }

  /** Prints a document; safe to call from any thread. */
  synchronized void print(JsonValue document) {
    print(document.toString());
  }

  /** Prints a text. */
  synchronized void print(String text) {
    out.println(text);
    out.flush();
  }
}
