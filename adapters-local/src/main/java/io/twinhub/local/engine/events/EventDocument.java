package io.twinhub.local.engine.events;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything about an event except its body and its position, as a store keeps it: readable JSON. */
public final class EventDocument {
  private static final String SOURCE = "source";
  private static final String AUTH_METHOD = "authMethod";
  private static final String SYSTEM = "system";
  private static final String OWN = "application";

  private EventDocument() {}

  /** The document of an event. */
  public static String of(EventOrigin origin, DeviceMessage message) {
    JsonObject.Builder json = JsonObject.builder().put(SOURCE, origin.source().azureName());
    json.put(DocumentNames.DEVICE_ID, origin.address().deviceId().value());
    origin.address().moduleId().ifPresent(id -> json.put(DocumentNames.MODULE_ID, id.value()));
    origin.authMethod().ifPresent(text -> json.put(AUTH_METHOD, text));
    origin.generationId().ifPresent(text -> json.put(DocumentNames.GENERATION_ID, text));
    origin.modelId().ifPresent(text -> json.put(DocumentNames.MODEL_ID, text));
    JsonObject.Builder system = JsonObject.builder();
    message.system().forEach((property, value) -> system.put(property.documentName(), value));
    JsonObject.Builder own = JsonObject.builder();
    message.properties().forEach(own::put);
    json.put(SYSTEM, system.build()).put(OWN, own.build());
    return new String(JsonWriter.bytes(json.build()), StandardCharsets.UTF_8);
  }

  /** The origin of the event in a document. */
  public static EventOrigin origin(String document) {
    Members json = members(document);
    String device = required(json, DocumentNames.DEVICE_ID);
    return new EventOrigin(
        EventSource.ofAzureName(required(json, SOURCE))
            .orElseThrow(() -> json.invalid(SOURCE, "is unknown")),
        json.text(DocumentNames.MODULE_ID)
            .map(module -> TwinAddress.module(device, module))
            .orElseGet(() -> TwinAddress.device(device)),
        json.text(AUTH_METHOD),
        json.text(DocumentNames.GENERATION_ID),
        json.text(DocumentNames.MODEL_ID));
  }

  /** The message of the event in a document. */
  public static DeviceMessage message(String document, byte[] body) {
    Members json = members(document);
    Map<SystemProperty, String> system = new EnumMap<>(SystemProperty.class);
    texts(json, SYSTEM)
        .forEach((name, value) ->
            SystemProperty.ofDocumentName(name).ifPresent(property -> system.put(property, value)));
    return new DeviceMessage(Bytes.of(body), system, texts(json, OWN));
  }

  private static Map<String, String> texts(Members json, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.object(name)
        .ifPresent(object -> object.object().forEach((key, value) -> {
          if (value instanceof JsonString text) {
            texts.put(key, text.value());
          }
        }));
    return texts;
  }

  private static Members members(String document) {
    return Members.exactly("", JsonText.parseObject(document.getBytes(StandardCharsets.UTF_8)));
  }

  private static String required(Members json, String name) {
    return json.text(name).orElseThrow(() -> json.invalid(name, "is missing"));
  }
}
