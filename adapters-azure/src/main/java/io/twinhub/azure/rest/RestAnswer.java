package io.twinhub.azure.rest;

import io.twinhub.azure.wire.AnswerJson;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.Bytes;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * An answer of the REST API.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param content the body, unread
 */
public record RestAnswer(int status, HttpHeaders headers, Bytes content) {
  private static final int REFUSED_MIN = 300;

  /** Whether the hub refused the request. */
  public boolean isRefusal() {
    return status >= REFUSED_MIN;
  }

  /** The body as text in UTF-8. */
  public String body() {
    return content.text();
  }

  /** The refusal, as the ports define it. */
  public HubException refusal() {
    return AzureErrors.of(status, header("iothub-errorcode"), body());
  }

  /** A header, unless it is missing or empty. */
  public Optional<String> header(String name) {
    return headers.firstValue(name).filter(value -> !value.isEmpty());
  }

  /** The body as an object. */
  public JsonObject object() {
    return AnswerJson.object(body());
  }

  /** The body as a list of objects. */
  public List<JsonObject> objects() {
    return AnswerJson.objects(body());
  }
}
