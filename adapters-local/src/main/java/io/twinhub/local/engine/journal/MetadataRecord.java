package io.twinhub.local.engine.journal;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.PropertyMetadata;
import io.twinhub.domain.twin.PropertyMetadata.Stamp;
import io.twinhub.domain.twin.StampPlaces;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.json.JsonSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metadata as stored. A write stamps many entries alike, so the stamps stand in a list of their own and
 * entries name them by place: {@code {"stamps":[["2024-05-06T12:00:00Z",2]],"tree":[0,{"a":0}]}}. An
 * entry without members is its stamp's place alone. Loaded entries share their stamps again.
 */
final class MetadataRecord {
  private MetadataRecord() {}

  static void write(PropertyMetadata metadata, JsonSink out) {
    StampPlaces stamps = new StampPlaces(metadata);
    out.beginObject().name("stamps").beginArray();
    stamps.all().forEach(stamp -> writeStamp(stamp, out));
    out.endArray().name("tree");
    writeEntry(metadata, stamps, out);
    out.endObject();
  }

  private static void writeEntry(PropertyMetadata metadata, StampPlaces stamps, JsonSink out) {
    int place = stamps.place(metadata.stamp());
    if (metadata.members().isEmpty()) {
      out.number(place);
      return;
    }
    out.beginArray().number(place).beginObject();
    metadata.members().forEach((name, member) -> {
      out.name(name);
      writeEntry(member, stamps, out);
    });
    out.endObject().endArray();
  }

  private static void writeStamp(Stamp stamp, JsonSink out) {
    out.beginArray().text(StoredTime.text(stamp.at()));
    stamp.version().ifPresent(version -> out.number(version.value()));
    out.endArray();
  }

  static PropertyMetadata parse(JsonObject json) {
    List<Stamp> stamps = new ArrayList<>();
    Fields.elements(json, "stamps").forEach(value -> stamps.add(parseStamp(value)));
    return parseEntry(json.find("tree").orElseThrow(() -> Fields.damaged("tree")), stamps);
  }

  private static Stamp parseStamp(JsonValue value) {
    List<JsonValue> parts = Fields.elements(value, "stamps");
    if (parts.isEmpty()) {
      throw Fields.damaged("stamps");
    }
    Optional<Version> version = parts.size() > 1
        ? Optional.of(new Version(Fields.number(parts.get(1), "stamps")))
        : Optional.empty();
    return new Stamp(Fields.time(parts.get(0), "stamps"), version);
  }

  private static PropertyMetadata parseEntry(JsonValue value, List<Stamp> stamps) {
    if (value instanceof JsonNumber place) {
      return PropertyMetadata.leaf(stampAt(place, stamps));
    }
    List<JsonValue> parts = Fields.elements(value, "tree");
    if (parts.size() != 2 || !(parts.get(1) instanceof JsonObject members)) {
      throw Fields.damaged("tree");
    }
    Map<String, PropertyMetadata> entries = new LinkedHashMap<>();
    members.forEach((name, member) -> entries.put(name, parseEntry(member, stamps)));
    return new PropertyMetadata(stampAt(parts.get(0), stamps), entries);
  }

  private static Stamp stampAt(JsonValue value, List<Stamp> stamps) {
    long place = Fields.number(value, "tree");
    if (place < 0 || place >= stamps.size()) {
      throw Fields.damaged("tree");
    }
    return stamps.get((int) place);
  }
}
