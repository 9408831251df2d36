package io.twinhub.conformance;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Bearer tokens from the hub's admin port, as {@code twinhub token create} gets them. */
final class BearerTokens {
  private BearerTokens() {}

  /** A token for a principal {@code test} with one role. */
  static String of(Twinhub hub, String role) throws IOException, InterruptedException {
    String body = "{\"name\":\"test\",\"roles\":[\"%s\"],\"seconds\":3600}".formatted(role);
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/tokens".formatted(hub.facts().adminPort())))
        .header("Authorization", "Bearer " + hub.facts().adminToken())
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    byte[] answer = HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofByteArray())
        .body();
    return ((JsonString) JsonText.parseObject(answer).find("accessToken").orElseThrow()).value();
  }
}
