package io.twinhub.local.engine.query;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A fleet of documents: the fake hub of the query tests. Counts what the engine asks of it. */
final class Fleet implements CandidateSource {
  private final Map<Collection, Table<Twin>> tables = new EnumMap<>(Collection.class);
  private int visited;

  Fleet() {
    for (Collection collection : Collection.values()) {
      tables.put(collection, new Table<>(path -> true));
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
    put(Collection.DEVICES, text(document, "deviceId"), document);
  }

  void module(JsonObject document) {
    String key = text(document, "deviceId") + "/" + text(document, "moduleId");
    put(Collection.MODULES, key, document);
  }

  void job(JsonObject document) {
    put(Collection.JOBS, text(document, "deviceId") + "/" + text(document, "jobId"), document);
  }

  private void put(Collection collection, String key, JsonObject document) {
    table(collection).put(new Twin(key, document));
  }

  void removeDevice(String key) {
    table(Collection.DEVICES).remove(key);
  }

  @Override
  public Table<Twin> table(Collection collection) {
    return Objects.requireNonNull(tables.get(collection));
  }

  /** All documents, in order. */
  List<JsonObject> documents(Collection collection) {
    List<JsonObject> documents = new ArrayList<>();
    table(collection).after("").forEachRemaining(twin -> documents.add(twin.document));
    return documents;
  }

  /** How many candidates were looked at. */
  int visited() {
    return visited;
  }

  private static String text(JsonObject document, String field) {
    return ((JsonString) document.find(field).orElseThrow()).value();
  }

  /** One version of a row. */
  final class Twin implements Candidate {
    private final String key;
    private final JsonObject document;

    Twin(String key, JsonObject document) {
      this.key = key;
      this.document = document;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public QueryRow document() {
      visited++;
      return QueryRow.of(document);
    }

    @Override
    public Optional<JsonValue> find(JsonPath path) {
      visited++;
      return document.find(path);
    }
  }
}
