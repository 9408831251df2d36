package io.twinhub.local.engine.routes;

import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.route.Enrichment;
import io.twinhub.domain.twin.Twin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The values of enrichments. Source: Azure's page on message enrichments. */
final class Enriching {
  private static final String HUB_NAME = "$iothubname";
  private static final String TWIN = "$twin.";
  private static final Pattern DOT = Pattern.compile("\\.");

  private Enriching() {}

  /** The value for one event; a path that does not resolve stays as written. */
  static String value(Enrichment enrichment, Supplier<Optional<Twin>> twin, String hubName) {
    String text = enrichment.value();
    if (text.equalsIgnoreCase(HUB_NAME)) {
      return hubName;
    }
    if (!text.startsWith(TWIN)) {
      return text;
    }
    List<String> path = DOT.splitAsStream(text.substring(TWIN.length())).toList();
    return path.isEmpty()
        ? text
        : twin.get()
            .flatMap(one -> TwinDocument.find(one, new JsonPath(path)))
            .map(Enriching::shown)
            .orElse(text);
  }

  private static String shown(JsonValue value) {
    return value instanceof JsonString text
        ? text.value()
        : new String(JsonWriter.bytes(value), StandardCharsets.UTF_8);
  }
}
