package io.twinhub.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports that lead to a hub's own, byte by byte, and can drop whoever came through them: a network that
 * fails.
 */
final class SdkRelay implements AutoCloseable {
  private final List<ServerSocket> doors = new ArrayList<>();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  /** Opens {@code port} of {@code host}; it leads to {@code target} of the hub on {@code hubHost}. */
  void lead(String host, int port, String hubHost, int target) throws IOException {
    ServerSocket door = new ServerSocket(port, 0, InetAddress.getByName(host));
    doors.add(door);
    daemon("door-" + port, () -> {
      while (true) {
        accept(door.accept(), new Socket(hubHost, target));
      }
    });
  }

  private void accept(Socket client, Socket hub) throws IOException {
    client.setTcpNoDelay(true);
    hub.setTcpNoDelay(true);
    clients.add(client);
    daemon("to-hub", () -> copy(client, hub));
    daemon("to-client", () -> copy(hub, client));
  }

  private void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } finally {
      clients.remove(from);
      clients.remove(to);
    }
  }

  /** Drops every connection; how many there were. */
  int cut() throws IOException {
    List<Socket> dropped = List.copyOf(clients);
    for (Socket client : dropped) {
      client.close();
    }
    return dropped.size();
  }

  /** An end of a socket is the end of its thread. */
  private static void daemon(String name, Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (IOException ended) {
            Thread.currentThread().interrupt();
          }
        },
        name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket door : doors) {
      door.close();
    }
    cut();
  }

  /** What a thread does with sockets. */
  private interface Work {
    void run() throws IOException;
  }
}
