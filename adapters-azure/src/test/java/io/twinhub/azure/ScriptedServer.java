package io.twinhub.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.twinhub.azure.device.HubTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server that answers as it is told, notes what it was asked, and may keep silent. */
final class ScriptedServer implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private static final int SILENT = 0;

  private final HttpsServer server;
  private final KeyStore keys;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch silence = new CountDownLatch(1);
  private final CountDownLatch silent = new CountDownLatch(1);

  private record Answer(int status, String body) {}

  ScriptedServer(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    keys = selfSigned(folder.resolve("server.p12"));
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Made once for a folder. */
  private static KeyStore selfSigned(Path store)
      throws IOException, GeneralSecurityException, InterruptedException {
    if (!Files.exists(store)) {
      makeKeys(store);
    }
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static void makeKeys(Path store) throws IOException, InterruptedException {
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=server",
            "-ext",
            "san=ip:127.0.0.1",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD)
        .redirectErrorStream(true)
        .redirectOutput(store.resolveSibling("keytool.txt").toFile())
        .start();
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(store.resolveSibling("keytool.txt")));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    Answer next = script.isEmpty() ? new Answer(500, "nothing was scripted") : script.remove();
    if (next.status() == SILENT) {
      keepSilent(exchange);
      return;
    }
    byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void keepSilent(HttpExchange exchange) {
    silent.countDown();
    try {
      silence.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  ScriptedServer answers(int status, String body) {
    script.add(new Answer(status, body));
    return this;
  }

  /** Takes the next request and does not answer it. */
  ScriptedServer keepsSilent() {
    script.add(new Answer(SILENT, ""));
    return this;
  }

  /** Returns when a request waits for an answer that does not come. */
  void awaitSilence() throws InterruptedException {
    if (!silent.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was asked");
    }
  }

  /** Methods and paths, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  HubTrust trust() throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("server", keys.getCertificate("server"));
    return HubTrust.of(authorities);
  }

  HubAddress address() {
    return HubAddress.parse(
        "HostName=127.0.0.1:%d;SharedAccessKeyName=service;SharedAccessKey=c2VjcmV0"
            .formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    silence.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
