package io.twinhub.local.engine.routes;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.plan.Row;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An event as the conditions of routes see it: {@code $body} and {@code $twin} with the paths below them,
 * system properties such as {@code $contentType}, and application properties by their bare names. Property
 * names are matched without regard to case. Source: Azure's page on the syntax of routing queries.
 */
final class EventRow implements Row {
  private static final String JSON = "application/json";
  private static final Map<String, Charset> ENCODINGS = Map.of(
      "utf-8", StandardCharsets.UTF_8,
      "utf-16", StandardCharsets.UTF_16,
      "utf-32", Charset.forName("UTF-32"));
  private static final Map<String, SystemProperty> SYSTEM = Map.of(
      "$contenttype", SystemProperty.CONTENT_TYPE,
      "$contentencoding", SystemProperty.CONTENT_ENCODING,
      "$messageid", SystemProperty.MESSAGE_ID,
      "$correlationid", SystemProperty.CORRELATION_ID,
      "$userid", SystemProperty.USER_ID,
      "$to", SystemProperty.TO,
      "$dt-subject", SystemProperty.COMPONENT);

  private final EventOrigin origin;
  private final DeviceMessage message;
  private final Supplier<Optional<Twin>> twin;
  private Optional<Optional<JsonValue>> body = Optional.empty();

  /** Creates the row of an event; {@code twin} supplies the twin that the event belongs to. */
  EventRow(EventOrigin origin, DeviceMessage message, Supplier<Optional<Twin>> twin) {
    this.origin = origin;
    this.message = message;
    this.twin = twin;
  }

  @Override
  public Optional<JsonValue> find(JsonPath path) {
    List<String> segments = path.segments();
    List<String> below = segments.subList(1, segments.size());
    String root = segments.get(0).toLowerCase(Locale.ROOT);
    if (root.equals("$body")) {
      return body().flatMap(value -> below(value, below));
    }
    if (root.equals("$twin")) {
      return below.isEmpty()
          ? Optional.empty()
          : twin.get().flatMap(one -> TwinDocument.find(one, new JsonPath(below)));
    }
    return below.isEmpty() ? property(root).map(JsonString::new) : Optional.empty();
  }

  private static Optional<JsonValue> below(JsonValue value, List<String> path) {
    if (path.isEmpty()) {
      return Optional.of(value);
    }
    return value instanceof JsonObject object ? object.find(path) : Optional.empty();
  }

  private Optional<JsonValue> body() {
    if (body.isEmpty()) {
      body = Optional.of(parsed());
    }
    return body.get();
  }

  /** The body as JSON, if the message declares that it is JSON and gives its encoding. */
  private Optional<JsonValue> parsed() {
    String type = message.find(SystemProperty.CONTENT_TYPE).orElse("");
    String encoding =
        message.find(SystemProperty.CONTENT_ENCODING).orElse("").toLowerCase(Locale.ROOT);
    Charset charset = ENCODINGS.get(encoding);
    if (!type.equalsIgnoreCase(JSON) || charset == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonText.parse(new String(message.body().toArray(), charset)));
    } catch (HubException notJson) {
      return Optional.empty();
    }
  }

  private Optional<String> property(String name) {
    if (!name.startsWith("$")) {
      return message.properties().entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }
    return switch (name) {
      case "$connectiondeviceid" -> Optional.of(origin.address().deviceId()).map(DeviceId::value);
      case "$connectionmoduleid" -> origin.address().moduleId().map(ModuleId::value);
      case "$dt-dataschema" -> origin.modelId();
      default -> Optional.ofNullable(SYSTEM.get(name)).flatMap(message::find);
    };
  }

  @Override
  public QueryRow document() {
    throw new IllegalStateException("a condition asks for values only");
  }
}
