package io.twinhub.azure.wire;

import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads members of an answer leniently: one that is missing, null or of another type counts as not said.
 *
 * @param object the object that holds them
 */
public record Fields(JsonObject object) {

  public Optional<String> text(String name) {
    return object
        .find(name)
        .flatMap(v -> v instanceof JsonString text ? Optional.of(text.value()) : Optional.empty())
        .filter(text -> !text.isEmpty());
  }

  public long number(String name, long otherwise) {
    return object.find(name).orElse(JsonNumber.of(otherwise)) instanceof JsonNumber number
            && number.isLong()
        ? number.longValue()
        : otherwise;
  }

  public boolean flag(String name) {
    return object.find(name).orElse(JsonBool.FALSE) == JsonBool.TRUE;
  }

  public Optional<JsonObject> object(String name) {
    return object
        .find(name)
        .flatMap(v -> v instanceof JsonObject inner ? Optional.of(inner) : Optional.empty());
  }

  public Fields inner(String name) {
    return new Fields(object(name).orElse(JsonObject.EMPTY));
  }

  /** A time; some come without a zone, and all are UTC. */
  public Instant time(String name) {
    return text(name)
        .map(text -> Instant.parse(text.endsWith("Z") ? text : text + "Z"))
        .orElse(Identity.NEVER);
  }

  public List<String> texts(String name) {
    return object.find(name).orElse(JsonObject.EMPTY) instanceof JsonArray array
        ? array.elements().stream()
            .flatMap(element ->
                element instanceof JsonString text ? Stream.of(text.value()) : Stream.empty())
            .toList()
        : List.of();
  }
}
