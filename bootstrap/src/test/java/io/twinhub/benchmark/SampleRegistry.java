package io.twinhub.benchmark;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Registers devices of a running hub over its REST API. */
final class SampleRegistry {
  private SampleRegistry() {}

  /** Registers a device; its primary key. */
  static SharedKey register(HubFacts facts, ConnectionString owner, String deviceId)
      throws GeneralSecurityException {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(facts.trust().load());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      HttpRequest request = HttpRequest.newBuilder(
              URI.create("https://127.0.0.1:%d/devices/%s?api-version=2021-04-12"
                  .formatted(facts.httpsPort(), deviceId)))
          .header("Content-Type", "application/json")
          .header("Authorization", SampleDevice.token("127.0.0.1", owner.key(), owner.keyName()))
          .PUT(HttpRequest.BodyPublishers.ofString("{\"deviceId\":\"" + deviceId + "\"}"))
          .build();
      byte[] body = HttpClient.newBuilder()
          .sslContext(context)
          .build()
          .send(request, HttpResponse.BodyHandlers.ofByteArray())
          .body();
      JsonPath key = JsonPath.parse("authentication.symmetricKey.primaryKey");
      return new SharedKey(
          ((JsonString) JsonText.parseObject(body).find(key).orElseThrow()).value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
