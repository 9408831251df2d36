package io.twinhub.benchmark;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A whole hub over a data folder, asked over its REST API by one client that keeps its connection. */
final class RestHub implements AutoCloseable {
  private static final int OK = 200;

  private final Twinhub hub;
  private final HttpClient client;
  private final String token;

  RestHub(Path data) throws Exception {
    Path run = Files.createTempDirectory("twinhub-bench-run");
    this.hub = Twinhub.start(HubConfig.builder(run).freePorts().data(data).build());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(hub.facts().trust().load());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .build();
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    this.token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
  }

  /** Asks for the first page; how many bytes it has. */
  int ask(String query) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:%d/devices/query?api-version=2021-04-12"
                .formatted(hub.facts().httpsPort())))
        .header("Content-Type", "application/json")
        .header("Authorization", token)
        .POST(HttpRequest.BodyPublishers.ofString(
            JsonObject.builder().put("query", query).build().toString()))
        .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != OK) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    return response.body().length;
  }

  @Override
  public void close() {
    hub.close();
  }
}
