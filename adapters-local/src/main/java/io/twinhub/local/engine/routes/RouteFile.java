package io.twinhub.local.engine.routes;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.RoutingDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.route.Routing;
import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that keeps a hub's routes: {@code {"routes":[…],"fallbackRoute":{…},"enrichments":[…]}}. */
public final class RouteFile {
  /** The name of the file in a data folder. */
  public static final String FILE_NAME = "routes.json";

  private final Path file;

  private RouteFile(Path file) {
    this.file = file;
  }

  /**
   * The routes that a file keeps, or those of a new hub if there is no file. Later changes are written to the
   * file.
   *
   * @param hubName the name of the hub, which events carry
   * @throws IllegalStateException naming the file and what to do, if it cannot be read or understood
   */
  public static RouteTable open(Path path, String hubName) {
    RouteFile file = new RouteFile(path);
    try {
      Routing routing = Files.exists(path) ? read(path) : Routing.INITIAL;
      return new RouteTable(hubName, routing, file::write);
    } catch (IOException | HubException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s). Restore it, or delete it to start without routes"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static Routing read(Path path) throws IOException {
    return RoutingDocument.routing(
        Members.exactly("", JsonText.parseObject(Files.readAllBytes(path))));
  }

  /** Writes either all routes or nothing. */
  private void write(Routing routing) {
    try {
      OwnerOnly.write(file, JsonWriter.pretty(RoutingDocument.of(routing)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
