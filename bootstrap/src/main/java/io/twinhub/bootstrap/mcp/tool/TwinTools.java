package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.live.Leaves;
import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.AnswerSize;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinPreview;
import java.time.Instant;
import java.util.List;

/** Twins. */
final class TwinTools {
  private static final String PATH = "path";
  private static final String METADATA = "metadata";
  private static final String PATCH = "patch";
  private static final String PREVIEW = "preview";

  private static final JsonObject PATCH_EXAMPLE = JsonObject.builder()
      .put(
          DocumentNames.TAGS,
          JsonObject.builder().put("floor", 3).put("oldTag", JsonNull.NULL).build())
      .put(
          DocumentNames.PROPERTIES,
          JsonObject.of(
              DocumentNames.DESIRED, JsonObject.of("targetTemperature", JsonNumber.of(21))))
      .build();

  private final AgentHub hub;

  private TwinTools(AgentHub hub) {
    this.hub = hub;
  }

  static List<Tool> of(AgentHub hub) {
    TwinTools tools = new TwinTools(hub);
    return List.of(
        new Tool(
            "show_twin",
            "Shows the twin of one device or module: tags, desired and reported properties, versions, etag and"
                + " connection state. Give a path if you need only a part, or if the twin is too large.",
            Scope.ANY,
            Effect.READS,
            Arguments.ofTarget()
                .takes(PATH, Argument.text("A part of the twin.", "properties.reported.firmware"))
                .takes(METADATA, Argument.flag("Also when each value was written.")),
            tools::shown),
        new Tool(
            "patch_twin",
            "Merges a patch into tags and desired properties; null removes a member. Call it with preview true"
                + " first: that changes nothing and shows each change, what the device will be told, why it would"
                + " be refused, and the etag. Then call it again with that etag, so that nobody else's write is"
                + " overwritten.",
            Scope.ANY,
            Effect.CHANGES,
            Arguments.ofTarget()
                .needs(
                    PATCH, Argument.object("Tags and desired properties to merge.", PATCH_EXAMPLE))
                .takes(PREVIEW, Argument.flag("Only shows what would happen."))
                .takes(
                    DocumentNames.ETAG,
                    Argument.text(
                        "The etag of the twin that you saw; refused if it changed since.",
                        "AAAAAAAAAAE=")),
            tools::patched));
  }

  private Twin found(TwinAddress address) {
    return hub.ports()
        .twins()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()));
  }

  private JsonObject shown(Members arguments) {
    Twin twin = found(Given.address(arguments));
    JsonObject whole = TwinDocument.of(twin);
    JsonValue shown = arguments.flag(METADATA) ? whole : Given.withoutMetadata(whole);
    JsonPath path = JsonPath.parse(arguments.text(PATH).orElse(""));
    JsonValue part = part(shown, path);
    if (!AnswerSize.fits(part)) {
      throw Given.impossible(
          "%s has %d characters, and an answer may have %d; ask for a path below it: %s"
              .formatted(
                  path.segments().isEmpty() ? "the twin" : "'" + path + "'",
                  AnswerSize.length(part),
                  AnswerSize.MAX,
                  members(part, path)));
    }
    return path.segments().isEmpty() && part instanceof JsonObject object
        ? object
        : JsonObject.builder().put(PATH, path.toString()).put("value", part).build();
  }

  /** The part, or a refusal that names what is there. */
  private static JsonValue part(JsonValue twin, JsonPath path) {
    JsonValue here = twin;
    JsonPath way = JsonPath.ROOT;
    for (String segment : path.segments()) {
      JsonValue above = here;
      JsonPath until = way;
      here = (above instanceof JsonObject object ? object : JsonObject.EMPTY)
          .find(segment)
          .orElseThrow(() -> Given.refused(
              "the twin has no '%s'; there is: %s".formatted(path, members(above, until))));
      way = way.then(segment);
    }
    return here;
  }

  /** Paths one step deeper with their lengths, as many as are easily read. */
  private static String members(JsonValue value, JsonPath path) {
    if (!(value instanceof JsonObject object) || object.isEmpty()) {
      return "'%s', which has no members".formatted(path);
    }
    int shown = 50;
    List<String> names = object.names().stream()
        .limit(shown)
        .map(name -> "%s (%d)"
            .formatted(path.then(name), AnswerSize.length(object.find(name).orElseThrow())))
        .toList();
    return String.join(", ", names) + (object.size() > shown ? ", …" : "");
  }

  private JsonObject patched(Members arguments) {
    TwinAddress address = Given.address(arguments);
    TwinPatch patch = PatchDocument.patch(arguments.inner(PATCH).object());
    if (arguments.flag(PREVIEW)) {
      return preview(address, patch);
    }
    IfMatch condition = arguments
        .filledText(DocumentNames.ETAG)
        .map(IfMatch::parseOfIdentity)
        .orElseGet(IfMatch::any);
    Twin before = found(address);
    try {
      return written(before, hub.ports().twins().patch(address, patch, condition));
    } catch (HubException refusal) {
      if (refusal.code() != ErrorCode.PRECONDITION_FAILED) {
        throw refusal;
      }
      throw Given.impossible(
          "%s was changed since you saw it, so nothing was written; call patch_twin with preview true again"
              .formatted(address));
    }
  }

  private static JsonObject written(Twin before, Twin after) {
    return JsonObject.builder()
        .put("written", true)
        .put(DocumentNames.ETAG, after.etag().value())
        .put("changes", bounded(Leaves.between(before, after)))
        .build();
  }

  private JsonObject preview(TwinAddress address, TwinPatch patch) {
    TwinPreview preview = TwinPreview.of(found(address), patch, Instant.now(), hub.rules());
    boolean connected = preview.before().root().connection().connected();
    JsonObject.Builder answer = JsonObject.builder()
        .put("written", false)
        .put(DocumentNames.ETAG, preview.before().etag().value())
        .put("changes", bounded(Leaves.between(preview.before(), preview.after())));
    preview
        .notification()
        .map(DeviceTwinDocument::of)
        .filter(AnswerSize::fits)
        .ifPresent(told -> answer.put("deviceIsTold", told));
    return answer
        .put("deviceConnected", connected)
        .put("problems", JsonArray.of(preview.problems(), one -> new JsonString(one.message())))
        .build();
  }

  private static JsonArray bounded(JsonArray changes) {
    return new JsonArray(changes
        .elements()
        .subList(0, Math.min(changes.elements().size(), AnswerSize.fitting(changes.elements()))));
  }
}
