package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.Tool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All tools, and which of them an agent is offered. */
public final class Toolbox {
  private final AgentHub hub;
  private final boolean writes;

  /**
   * The tools for a hub.
   *
   * @param writes whether the user allows tools that change something
   */
  public Toolbox(AgentHub hub, boolean writes) {
    this.hub = hub;
    this.writes = writes;
  }

  /** All tools, also those that are not offered. */
  public List<Tool> all() {
    return Stream.of(
            IdentityTools.of(hub),
            TwinTools.of(hub),
            QueryTools.of(hub),
            HappeningTools.of(hub),
            DeviceTools.of(hub),
            SnapshotTools.of(hub))
        .flatMap(List::stream)
        .toList();
  }

  /** Whether a tool is offered. */
  public boolean offers(Tool tool) {
    return whyNot(tool).isEmpty();
  }

  /** Why a tool is not offered, and how to get it; empty if it is. */
  public Optional<String> whyNot(Tool tool) {
    if (!writes && !tool.effect().reads()) {
      return Optional.of(
          "%s changes the hub, which the user has not allowed: ask the user to start 'twinhub mcp' with --write"
              .formatted(tool.name()));
    }
    return hub.serves(tool.scope()) ? Optional.empty() : Optional.of(elsewhere(tool));
  }

  private static String elsewhere(Tool tool) {
    return switch (tool.scope()) {
      case HERE ->
        "%s works only on the hub that runs here: ask the user to start 'twinhub mcp' without --login"
            .formatted(tool.name());
      case TWINHUB, ANY ->
        "%s works only on a Twinhub: ask the user to copy the hub with 'twinhub hub copy' and to start 'twinhub mcp'"
                .formatted(tool.name())
            + " without --login";
    };
  }
}
