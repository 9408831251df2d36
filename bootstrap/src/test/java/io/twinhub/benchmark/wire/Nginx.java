package io.twinhub.benchmark.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rival of reads over HTTPS: nginx, which sends one file, if it is installed. */
final class Nginx implements AutoCloseable {
  private static final int TRIES = 100;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param folder where it works; {@code twins/} in it is what it serves
   * @param certificate its certificate and the key of it, PEM
   */
  static Optional<Nginx> start(Path folder, Path certificate) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("nginx.conf");
    Files.writeString(config, """
        daemon off;
        user root;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          default_type application/json;
          keepalive_requests 100000000;
          client_body_temp_path %1$s/nginx-body;
          proxy_temp_path %1$s/nginx-proxy;
          fastcgi_temp_path %1$s/nginx-fastcgi;
          uwsgi_temp_path %1$s/nginx-uwsgi;
          scgi_temp_path %1$s/nginx-scgi;
          server {
            listen 127.0.0.1:%2$d ssl;
            ssl_certificate %3$s;
            ssl_certificate_key %3$s;
            root %1$s;
          }
        }
        """.formatted(folder, port, certificate));
    try {
      Process process = new ProcessBuilder(
              "nginx", "-p", folder.toString(), "-c", config.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("nginx.out").toFile())
          .start();
      Nginx server = new Nginx(process, port);
      server.awaitReady();
      return Optional.of(server);
    } catch (IOException notInstalled) {
      System.out.println("nginx is not installed; no rival: " + notInstalled.getMessage());
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
    throw new IOException("nginx does not listen");
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
