package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.rest.RepeatedCall;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.azure.rest.RestSender;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.message.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends requests to the REST API of the hub that runs here, through its port for commands. */
final class LoopbackRest implements RestSender {
  private final Supplier<String> token;
  private final Retries retries;

  LoopbackRest(Supplier<String> token, Backoff backoff) {
    this.token = token;
    this.retries = new Retries(backoff);
  }

  @Override
  public RestAnswer send(RestCall call, Duration wait) throws IOException, InterruptedException {
    return new RepeatedCall(call, retries).send(() -> once(call, wait));
  }

  private RestAnswer once(RestCall call, Duration wait) throws IOException {
    RestCall whole = call.with("Accept", "application/json").with("Authorization", token.get());
    if (call.body().isPresent()) {
      whole = whole.with("Content-Type", "application/json; charset=utf-8");
    }
    LoopbackHttp.Answer answer = LoopbackHttp.send(whole, wait);
    try (InputStream content = answer.body()) {
      return new RestAnswer(
          answer.status(),
          HttpHeaders.of(answer.headers(), (name, value) -> true),
          Bytes.of(content.readAllBytes()));
    }
  }
}
