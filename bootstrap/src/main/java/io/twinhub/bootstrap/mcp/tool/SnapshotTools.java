package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Snapshots of the hub that runs here. */
final class SnapshotTools {
  private static final String NAME = "name";
  private static final String PATH = "/snapshots";
  private static final Argument WHICH = Argument.text("The snapshot.", "before-rollout");

  private SnapshotTools() {}

  static List<Tool> of(AgentHub hub) {
    return List.of(
        new Tool(
            "list_snapshots",
            "Lists the snapshots of the hub.",
            Scope.HERE,
            Effect.READS,
            Arguments.none(),
            arguments ->
                JsonObject.of("snapshots", hub.admin().send("GET", PATH, Optional.empty()))),
        new Tool(
            "create_snapshot",
            "Keeps all identities and twins under a name, so that restore_snapshot can bring them back. Do it"
                + " before you change much.",
            Scope.HERE,
            Effect.ADDS,
            Arguments.none().needs(NAME, WHICH),
            arguments -> done(hub.admin()
                .send(
                    "POST",
                    PATH,
                    Optional.of(JsonObject.of(NAME, new JsonString(name(arguments))))))),
        new Tool(
            "restore_snapshot",
            "Replaces all identities and twins of the hub by those of a snapshot. What was written since is lost,"
                + " and devices are disconnected.",
            Scope.HERE,
            Effect.CHANGES,
            Arguments.none().needs(NAME, WHICH),
            arguments -> done(hub.admin()
                .send(
                    "POST",
                    "%s/%s/restore".formatted(PATH, HubApi.segment(name(arguments))),
                    Optional.empty()))));
  }

  private static String name(Members arguments) {
    return arguments
        .filledText(NAME)
        .orElseThrow(() -> Given.refused("'name' is empty; list_snapshots tells which there are"));
  }

  private static JsonObject done(JsonValue answer) {
    return answer instanceof JsonObject object
        ? object
        : JsonObject.builder().put("done", true).build();
  }
}
