package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.AnswerSize;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.operation.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What happened: the journal of operations, and events. */
final class HappeningTools {
  /** All that the journal keeps. */
  private static final int ENTRIES_MAX = 10_000;

  private static final int LINES_DEFAULT = 50;
  private static final int LINES_MAX = 500;
  private static final int SECONDS_DEFAULT = 300;
  private static final int SECONDS_MAX = 86_400;

  private static final String SINCE = "since";
  private static final String KIND = "kind";
  private static final String LINES = "lines";
  private static final String BEFORE = "before";
  private static final String SECONDS = "seconds";
  private static final String FROM = "from";

  private final AgentHub hub;

  private HappeningTools(AgentHub hub) {
    this.hub = hub;
  }

  static List<Tool> of(AgentHub hub) {
    HappeningTools tools = new HappeningTools(hub);
    return List.of(
        new Tool(
            "timeline",
            "Tells what was done with a device, or with the whole hub, in order: connections, reads, reports,"
                + " writes, desired properties offered, delivered or missed and why, refusals with their reason,"
                + " faults, hints. Use it first if something does not work. The latest lines come; 'before'"
                + " leads to earlier ones.",
            Scope.HERE,
            Effect.READS,
            Arguments.none()
                .takes(DocumentNames.DEVICE_ID, Argument.text("Only this device.", "thermostat-1"))
                .takes(DocumentNames.MODULE_ID, Argument.text("Only this module of it.", "camera"))
                .takes(SINCE, Argument.text("Only the last 30s, 5m or 1h.", "5m"))
                .takes(KIND, Argument.text("Only operations of this kind.", "connect"))
                .takes(LINES, Argument.whole("How many lines.", 1, LINES_MAX, LINES_DEFAULT))
                .takes(
                    BEFORE,
                    Argument.whole(
                        "Only lines before this number.", 1, Long.MAX_VALUE, Long.MAX_VALUE)),
            tools::timeline),
        new Tool(
            "recent_events",
            "Reads the messages that devices sent to the cloud, and what message routes added, of the last"
                + " seconds or from a time on; oldest first. If the answer has 'next', call again with it as"
                + " 'from'.",
            Scope.ANY,
            Effect.READS,
            Arguments.none()
                .takes(
                    DocumentNames.DEVICE_ID, Argument.text("Only of this device.", "thermostat-1"))
                .takes(
                    DocumentNames.MODULE_ID, Argument.text("Only of this module of it.", "camera"))
                .takes(SECONDS, Argument.whole("How far back.", 1, SECONDS_MAX, SECONDS_DEFAULT))
                .takes(
                    FROM,
                    Argument.text(
                        "The time to begin with, in place of seconds.", "2026-01-31T12:00:00Z")),
            tools::events));
  }

  private JsonObject timeline(Members arguments) {
    Optional<TwinAddress> address = Given.optionalAddress(arguments);
    Members answer = Members.leniently(
        hub.admin().send("GET", journal(arguments, address), Optional.empty())
                instanceof JsonObject object
            ? object
            : JsonObject.EMPTY);
    long before = arguments.find(BEFORE).isPresent() ? arguments.number(BEFORE) : Long.MAX_VALUE;
    List<JournalEntry> entries = answer.objects("entries").stream()
        .map(entry -> JournalDocument.read(entry.object()))
        .filter(entry -> entry.number() < before)
        .toList();
    JsonObject told = latest(entries, Given.number(arguments, LINES, LINES_DEFAULT));
    boolean unknown =
        answer.find("registered").filter(JsonBool.of(false)::equals).isPresent();
    return unknown
        ? told.with(
            "hint", new JsonString("'%s' is not registered".formatted(address.orElseThrow())))
        : told;
  }

  private static String journal(Members arguments, Optional<TwinAddress> address) {
    StringBuilder path = new StringBuilder("/journal?limit=" + ENTRIES_MAX);
    address.ifPresent(one -> {
      path.append("&device=").append(HubApi.segment(one.deviceId().value()));
      one.moduleId().ifPresent(id -> path.append("&module=").append(HubApi.segment(id.value())));
    });
    arguments
        .filledText(SINCE)
        .map(text -> DurationText.parse(SINCE, text))
        .ifPresent(time -> path.append("&since=").append(time));
    arguments
        .filledText(KIND)
        .ifPresent(kind -> path.append("&kind=").append(HubApi.segment(kind)));
    return path.toString();
  }

  /** The last ones, as many as were asked for and fit, in their order. */
  private static JsonObject latest(List<JournalEntry> entries, int wanted) {
    List<JournalEntry> backwards =
        new ArrayList<>(entries.subList(Math.max(0, entries.size() - wanted), entries.size()));
    Collections.reverse(backwards);
    List<JsonValue> lines = new ArrayList<>();
    backwards.forEach(entry -> lines.add(new JsonString(JournalLine.of(entry))));
    int fitting = Math.min(lines.size(), AnswerSize.fitting(lines));
    List<JsonValue> shown = new ArrayList<>(lines.subList(0, fitting));
    Collections.reverse(shown);
    JsonObject.Builder answer = JsonObject.builder().put(LINES, new JsonArray(shown));
    if (fitting < entries.size()) {
      answer.put(BEFORE, entries.get(entries.size() - fitting).number());
    }
    return answer.build();
  }

  private JsonObject events(Members arguments) {
    Optional<TwinAddress> address = Given.optionalAddress(arguments);
    RecentEvents.Start from = arguments
        .filledText(FROM)
        .map(HappeningTools::start)
        .orElseGet(() -> new RecentEvents.Start(
            Instant.now()
                .minus(Duration.ofSeconds(Given.number(arguments, SECONDS, SECONDS_DEFAULT))),
            0));
    hub.trustEverywhere();
    return RecentEvents.read(hub.events(), from, address);
  }

  private static RecentEvents.Start start(String text) {
    return RecentEvents.Start.parse(text)
        .orElseThrow(() -> Given.refused(
            "'from' must be a time such as 2026-01-31T12:00:00Z, or the 'next' of an answer"));
  }
}
