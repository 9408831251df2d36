package io.twinhub.benchmark.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One twin over HTTPS, read on 16 connections at once, beside nginx that sends the same bytes from a file. */
public final class ReadBenchmark implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final long TURN_MILLIS = 2000;
  private static final double RATIO_MIN = 0.7;
  private static final String LENGTH = "content-length:";

  private final BuiltHub hub;
  private final Optional<Nginx> rival;

  private ReadBenchmark() throws Exception {
    hub = BuiltHub.start();
    hub.create("d0");
    Path twins = Files.createDirectory(hub.folder().path().resolve("twins"));
    Files.write(twins.resolve("d0"), twin(hub.facts().httpsPort()));
    rival = Nginx.start(hub.folder().path(), hub.certificate());
  }

  /** Measures, and prints the figures. */
  public static void run() throws Exception {
    try (ReadBenchmark benchmark = new ReadBenchmark()) {
      int hub = benchmark.hub.facts().httpsPort();
      Turns.profile(hub, benchmark::rate);
      int other = benchmark.rival.map(Nginx::port).orElse(hub);
      Turns.of(hub, other, benchmark::rate)
          .print("a twin over HTTPS, 16 connections", "nginx", RATIO_MIN);
    }
  }

  private byte[] request() {
    return """
        GET /twins/d0?api-version=2021-04-12 HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: %s\r
        \r
        """.formatted(hub.token()).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] twin(int port) throws IOException {
    try (Socket socket = hub.socket(port)) {
      socket.getOutputStream().write(request());
      return answer(in(socket));
    }
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static byte[] answer(DataInputStream in) throws IOException {
    int length = 0;
    String status = line(in);
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    return in.readNBytes(length);
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private double rate(int port) throws Exception {
    LongAdder done = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    byte[] request = request();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS);
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.add(new Thread(() -> {
        try (Socket socket = hub.socket(port)) {
          DataInputStream in = in(socket);
          while (System.nanoTime() < end) {
            socket.getOutputStream().write(request);
            answer(in);
            done.increment();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return done.sum() * 1e3 / TURN_MILLIS;
  }

  @Override
  public void close() throws IOException {
    rival.ifPresent(Nginx::close);
    hub.close();
  }
}
