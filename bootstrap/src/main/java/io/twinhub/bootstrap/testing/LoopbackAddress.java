package io.twinhub.bootstrap.testing;

import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A loopback address that one hub of this JVM has, with the ports of the SDKs. Other JVMs draw addresses in
 * the same way; trying to open the ports tells which are free.
 */
final class LoopbackAddress implements AutoCloseable {
  /** The ports that the SDKs do not let a program choose. */
  static final List<Integer> PORTS = List.of(
      HubConfig.HTTPS_PORT_DEFAULT, HubConfig.MQTT_PORT_DEFAULT, HubConfig.AMQP_PORT_DEFAULT);

  /** How many addresses are tried; of some eight million, few are taken. */
  private static final int ATTEMPTS_MAX = 100;

  /** Addresses are drawn from 127.128.0.1 on; people choose small numbers. */
  private static final int SECOND_MIN = 128;

  private static final int BYTE_END = 256;
  private static final int LAST_MIN = 1;
  private static final int LAST_END = 255;

  /** Which test has which address. */
  private static final Map<String, String> TAKEN = new ConcurrentHashMap<>();

  /** Other JVMs begin elsewhere. */
  private static final SplittableRandom RANDOM =
      new SplittableRandom(ProcessHandle.current().pid() * 31 + System.nanoTime());

  private final String text;

  private LoopbackAddress(String text) {
    this.text = text;
  }

  /** The address, such as {@code 127.0.0.5}. */
  String text() {
    return text;
  }

  /**
   * An address that nobody has.
   *
   * @param test who asks, for messages
   * @throws ExtensionConfigurationException if the system gives none
   */
  static LoopbackAddress draw(String test) {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      String text = next();
      if (TAKEN.putIfAbsent(text, test) == null) {
        Optional<IOException> failure = tried(text);
        if (failure.isEmpty()) {
          return new LoopbackAddress(text);
        }
        TAKEN.remove(text);
        reason = failure.get().getMessage() == null ? "" : failure.get().getMessage();
        requirePossible(text, reason.toLowerCase(Locale.ROOT));
      }
    }
    throw new ExtensionConfigurationException(
        ("no loopback address has the ports %s free, after %d attempts (%s); another program listens on"
                + " them on all addresses")
            .formatted(PORTS, ATTEMPTS_MAX, reason));
  }

  private static String next() {
    synchronized (RANDOM) {
      return "127.%d.%d.%d"
          .formatted(
              RANDOM.nextInt(SECOND_MIN, BYTE_END),
              RANDOM.nextInt(BYTE_END),
              RANDOM.nextInt(LAST_MIN, LAST_END));
    }
  }

  /** Refuses to try further where every attempt would fail. */
  private static void requirePossible(String text, String reason) {
    if (reason.contains("assign")) {
      throw new ExtensionConfigurationException(
          ("this system has no address %s; it gives out only the loopback addresses that it was told of."
                  + " Add one (on macOS: sudo ifconfig lo0 alias 127.0.0.2) and name it with"
                  + " @TwinhubTest(address = \"127.0.0.2\")")
              .formatted(text));
    }
    if (reason.contains("permission")) {
      throw new ExtensionConfigurationException(
          ("this user may not open port %d, which the SDKs insist on; allow it (on Linux: sudo sysctl"
                  + " net.ipv4.ip_unprivileged_port_start=%1$d)")
              .formatted(HubConfig.HTTPS_PORT_DEFAULT));
    }
  }

  /** Opens the ports for a moment. */
  private static Optional<IOException> tried(String text) {
    for (int port : PORTS) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(text), port));
      } catch (IOException taken) {
        return Optional.of(taken);
      }
    }
    return Optional.empty();
  }

  /**
   * A certain address.
   *
   * @param test who asks, for messages
   * @throws ExtensionConfigurationException if another test has it at the moment
   */
  static LoopbackAddress take(String text, String test) {
    String other = TAKEN.putIfAbsent(text, test);
    if (other != null) {
      throw new ExtensionConfigurationException(
          ("%s asks for the address %s, which %s has at the moment; give each its own address, or leave"
                  + " the address out, and each test gets one")
              .formatted(test, text, other));
    }
    return new LoopbackAddress(text);
  }

  /** Lets others have it. */
  @Override
  public void close() {
    TAKEN.remove(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
