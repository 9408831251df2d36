package io.twinhub.azure;

import io.twinhub.azure.wire.AnswerJson;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What the REST API answered.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, unread
 */
record RestAnswer(int status, HttpHeaders headers, String body) {
  private static final int REFUSED_MIN = 300;

  boolean isRefusal() {
    return status >= REFUSED_MIN;
  }

  HubException refusal() {
    return AzureErrors.of(status, header("iothub-errorcode"), body);
  }

  Optional<String> header(String name) {
    return headers.firstValue(name).filter(value -> !value.isEmpty());
  }

  /** The body as an object. */
  JsonObject object() {
    return AnswerJson.object(body);
  }

  /** The body as a list of objects. */
  List<JsonObject> objects() {
    return AnswerJson.objects(body);
  }
}
