package io.twinhub.bootstrap.cli.command.explorer;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The user's browser. */
final class Browser {
  private final List<String> command;

  /** The browser that {@code command} starts; the address is added to it. */
  Browser(List<String> command) {
    this.command = command;
  }

  /** The browser that the desktop of this machine prefers. */
  static Browser preferred() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return new Browser(List.of("open"));
    }
    return system.startsWith("windows")
        ? new Browser(List.of("rundll32", "url.dll,FileProtocolHandler"))
        : new Browser(List.of("xdg-open"));
  }

  /**
   * Shows {@code address}.
   *
   * @throws CommandFailure if there is no such program
   */
  void open(String address) {
    List<String> line = new ArrayList<>(command);
    line.add(address);
    try {
      var unused = new ProcessBuilder(line)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException none) {
      throw CommandFailure.refused(
          "no browser was started, since '%s' does not run here; open the address yourself"
              .formatted(command.get(0)));
    }
  }
}
