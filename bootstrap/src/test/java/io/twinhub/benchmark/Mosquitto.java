package io.twinhub.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rival of telemetry over MQTT: the broker Mosquitto with TLS and persistence, if it is installed. */
public final class Mosquitto implements AutoCloseable {
  private static final int TRIES = 100;

  private final Process process;
  private final int port;

  private Mosquitto(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker.
   *
   * @param folder where it keeps its messages
   * @param certificate its certificate and the key of it, PEM
   */
  public static Optional<Mosquitto> start(Path folder, Path certificate) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(config, """
        listener %d 127.0.0.1
        certfile %s
        keyfile %s
        allow_anonymous true
        user root
        set_tcp_nodelay true
        max_inflight_messages 0
        persistence true
        persistence_location %s/
        """.formatted(port, certificate, certificate, folder));
    try {
      Process process = new ProcessBuilder("mosquitto", "-c", config.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("mosquitto.log").toFile())
          .start();
      Mosquitto broker = new Mosquitto(process, port);
      broker.awaitReady();
      return Optional.of(broker);
    } catch (IOException notInstalled) {
      System.out.println("mosquitto is not installed; no rival: " + notInstalled.getMessage());
      return Optional.empty();
    }
  }

  private void awaitReady() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      try (Socket ready = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (ready.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("mosquitto does not listen");
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
