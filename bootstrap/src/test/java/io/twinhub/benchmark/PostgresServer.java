package io.twinhub.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL of its own on a free port, if the machine has one; it refuses to run as root. */
final class PostgresServer implements AutoCloseable {
  private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
  private static final int PORT = 54_329;
  private static final String USER = "postgres";

  private final Path folder;

  private PostgresServer(Path folder) {
    this.folder = folder;
  }

  /** Starts it; empty if there is none, or it does not start. */
  static Optional<PostgresServer> start() throws IOException {
    if (!Files.isExecutable(BIN.resolve("initdb"))) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("twinhub-postgres");
    PostgresServer server = new PostgresServer(folder);
    boolean root = System.getProperty("user.name").equals("root");
    boolean ready = (!root || run(List.of("chown", USER, folder.toString())))
        && server.asUser("initdb", "-A", "trust", "-U", USER)
        && server.asUser(
            "pg_ctl",
            "-w",
            "-o",
            "-p %d -c shared_buffers=1GB -c listen_addresses=127.0.0.1 -k %s"
                .formatted(PORT, folder),
            "-l",
            folder.resolve("log").toString(),
            "start");
    return ready ? Optional.of(server) : Optional.empty();
  }

  private boolean asUser(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(BIN.resolve(program).toString());
    command.addAll(List.of("-D", folder.resolve("data").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static boolean run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(PORT, USER, USER);
  }

  @Override
  public void close() throws IOException {
    asUser("pg_ctl", "-m", "immediate", "stop");
    run(List.of("rm", "-rf", folder.toString()));
  }
}
