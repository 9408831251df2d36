package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.json.JsonText;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A fleet in memory: the fake hub of the query tests. Counts what the engine asks of it. */
final class Fleet implements CandidateSource {
  private final Map<Collection, NavigableMap<String, JsonObject>> documents =
      new EnumMap<>(Collection.class);
  private int visited;
  private int scans;

  Fleet() {
    for (Collection collection : Collection.values()) {
      documents.put(collection, new TreeMap<>());
    }
  }

  /** The fixture of the query-language reference, section 9. */
  static Fleet ofTheReference() {
    JsonObject fixture = JsonText.parseObject(Resources.text("fixture.json"));
    Fleet fleet = new Fleet();
    each(fixture, "devices", fleet::device);
    each(fixture, "modules", fleet::module);
    each(fixture, "jobs", fleet::job);
    return fleet;
  }

  private static void each(JsonObject fixture, String name, Consumer<JsonObject> use) {
    JsonArray array = (JsonArray) fixture.find(name).orElseThrow();
    array.elements().forEach(element -> use.accept((JsonObject) element));
  }

  void device(JsonObject document) {
    of(Collection.DEVICES).put(text(document, "deviceId"), document);
  }

  void module(JsonObject document) {
    of(Collection.MODULES)
        .put(text(document, "deviceId") + "/" + text(document, "moduleId"), document);
  }

  void job(JsonObject document) {
    of(Collection.JOBS).put(text(document, "deviceId") + "/" + text(document, "jobId"), document);
  }

  NavigableMap<String, JsonObject> of(Collection collection) {
    return Objects.requireNonNull(documents.get(collection));
  }

  /** How many candidates were looked at. */
  int visited() {
    return visited;
  }

  /** How many scans were begun. */
  int scans() {
    return scans;
  }

  private static String text(JsonObject document, String field) {
    return ((JsonString) document.find(field).orElseThrow()).value();
  }

  @Override
  public Iterator<Candidate> scan(Collection collection, String afterKey) {
    scans++;
    return of(collection).tailMap(afterKey, false).entrySet().stream()
        .<Candidate>map(entry -> new Twin(entry.getKey(), entry.getValue()))
        .peek(candidate -> visited++)
        .iterator();
  }

  @Override
  public Optional<Candidate> find(Collection collection, String key) {
    return Optional.ofNullable(of(collection).get(key)).map(document -> new Twin(key, document));
  }

  private record Twin(String key, JsonObject document) implements Candidate {
    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return document.find(path);
    }
  }
}
