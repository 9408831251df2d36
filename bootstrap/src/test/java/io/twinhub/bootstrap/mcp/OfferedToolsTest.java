package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent sees only tools that work, and is told how to get the others. */
@Timeout(60)
class OfferedToolsTest {
  private static final String AZURE =
      "HostName=h.azure-devices.net;SharedAccessKeyName=n;SharedAccessKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String ELSEWHERE = AZURE.replace("h.azure-devices.net", "hub.example");

  private static final List<String> EVERYWHERE =
      List.of("show_hub", "list_devices", "show_device", "show_twin", "query", "recent_events");

  private static List<String> offered(boolean writes, String... login) throws IOException {
    try (AgentSession agent = AgentSession.begun(writes, login)) {
      return agent.offered();
    }
  }

  @Test
  void a_hub_of_azure_has_what_azure_can_answer() throws Exception {
    assertThat(offered(false, "--login", AZURE)).containsExactlyInAnyOrderElementsOf(EVERYWHERE);
  }

  @Test
  void a_twinhub_elsewhere_also_explains_queries() throws Exception {
    assertThat(offered(false, "--login", ELSEWHERE))
        .containsAll(EVERYWHERE)
        .contains("explain_query", "why_query", "list_paths")
        .hasSize(EVERYWHERE.size() + 3);
  }

  @Test
  void the_hub_here_also_has_its_timeline_and_snapshots() throws Exception {
    assertThat(offered(false))
        .contains("explain_query", "why_query", "list_paths", "timeline", "list_snapshots")
        .hasSize(EVERYWHERE.size() + 5);
  }

  @Test
  void tools_that_change_something_need_the_users_consent() throws Exception {
    List<String> more = new ArrayList<>(offered(true));
    more.removeAll(offered(false));
    assertThat(more)
        .containsExactlyInAnyOrder(
            "patch_twin",
            "create_device",
            "invoke_method",
            "send_message",
            "create_snapshot",
            "restore_snapshot");
    List<String> remote = new ArrayList<>(offered(true, "--login", AZURE));
    remote.removeAll(EVERYWHERE);
    assertThat(remote)
        .containsExactlyInAnyOrder("patch_twin", "create_device", "invoke_method", "send_message");
  }

  @Test
  void a_tool_that_is_not_offered_says_how_to_get_it() throws Exception {
    try (AgentSession agent = AgentSession.begun(false)) {
      assertThat(agent.refusal("create_device", "{\"deviceId\":\"d\"}"))
          .isEqualTo(
              "create_device changes the hub, which the user has not allowed: ask the user to start"
                  + " 'twinhub mcp' with --write");
    }
    try (AgentSession agent = AgentSession.begun(true, "--login", AZURE)) {
      assertThat(agent.refusal("timeline", "{}"))
          .isEqualTo(
              "timeline works only on the hub that runs here: ask the user to start 'twinhub mcp' without"
                  + " --login");
      assertThat(agent.refusal("explain_query", "{\"sql\":\"x\"}"))
          .isEqualTo(
              "explain_query works only on a Twinhub: ask the user to copy the hub with 'twinhub hub copy'"
                  + " and to start 'twinhub mcp' without --login");
    }
  }

  @Test
  void without_a_hub_each_tool_says_how_to_start_one_and_then_works() throws Exception {
    try (AgentSession agent = AgentSession.begun(false)) {
      assertThat(agent.refusal("show_hub", "{}"))
          .isEqualTo(
              "no hub runs on this machine; start one with 'twinhub start', or name one with --login");
      assertThat(agent.refusal("timeline", "{}"))
          .isEqualTo("no hub runs on this machine; start one with 'twinhub start'");
      try (Twinhub hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()))) {
        assertThat(AgentSession.text(agent.call("show_hub", "{}"), "hub"))
            .isEqualTo(hub.facts().name());
      }
      try (Twinhub again = Twinhub.start(HubConfig.forTests(Ran.runFolder()))) {
        assertThat(AgentSession.text(agent.call("show_hub", "{}"), "hub"))
            .as("another hub, with other ports and keys")
            .isEqualTo(again.facts().name());
      }
      assertThat(agent.refusal("show_hub", "{}")).startsWith("no hub runs on this machine");
    }
  }

  @Test
  void each_tool_has_a_description_and_a_schema_with_an_example_for_each_argument()
      throws Exception {
    try (AgentSession agent = AgentSession.begun(true)) {
      for (JsonObject tool : agent.tools()) {
        String name = AgentSession.text(tool, "name");
        assertThat(name).matches("[a-z]+(_[a-z]+)*");
        assertThat(AgentSession.text(tool, "description"))
            .as(name)
            .hasSizeBetween(20, 450)
            .endsWith(".");
        JsonObject schema = (JsonObject) tool.find("inputSchema").orElseThrow();
        assertThat(schema.find("additionalProperties").orElseThrow()).as(name).hasToString("false");
        JsonObject properties = (JsonObject) schema.find("properties").orElseThrow();
        properties.forEach((argument, one) -> {
          assertThat(((JsonObject) one).find("description"))
              .as(name + " " + argument)
              .isPresent();
          JsonValue examples = ((JsonObject) one).find("examples").orElseThrow();
          assertThat(((JsonArray) examples).elements())
              .as(name + " " + argument)
              .hasSize(1);
        });
      }
    }
  }

  @Test
  void hints_tell_which_tools_only_read_and_which_may_lose_something() throws Exception {
    try (AgentSession agent = AgentSession.begun(true)) {
      List<String> hints = agent.tools().stream()
          .map(tool -> AgentSession.text(tool, "name") + " " + hints(tool))
          .filter(line -> !line.endsWith("{true,false,true}"))
          .toList();
      assertThat(hints)
          .containsExactlyInAnyOrder(
              "create_device {false,false,false}",
              "patch_twin {false,true,true}",
              "invoke_method {false,true,false}",
              "send_message {false,false,false}",
              "create_snapshot {false,false,false}",
              "restore_snapshot {false,true,true}");
    }
  }

  private static String hints(JsonObject tool) {
    JsonObject annotations = (JsonObject) tool.find("annotations").orElseThrow();
    return "{%s,%s,%s}"
        .formatted(
            annotations.find("readOnlyHint").orElseThrow(),
            annotations.find("destructiveHint").orElseThrow(),
            annotations.find("idempotentHint").orElseThrow());
  }

  @Test
  void the_server_introduces_itself_in_every_version_of_the_protocol_that_it_knows()
      throws Exception {
    for (String version : List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")) {
      assertThat(introduced(version)).as(version).isEqualTo(version);
    }
    assertThat(introduced("1999-01-01")).isEqualTo("2025-11-25");
  }

  private static String introduced(String version) throws IOException {
    try (AgentSession agent = new AgentSession(false)) {
      JsonObject answer = agent.request(
          "initialize",
          JsonText.parseObject(
              "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"
                  .formatted(version)));
      JsonObject result = (JsonObject) answer.find("result").orElseThrow();
      assertThat(result.find("instructions").orElseThrow().toString())
          .contains("patch_twin with preview");
      assertThat(result.find("serverInfo").orElseThrow())
          .hasToString("{\"name\":\"twinhub\",\"version\":\"1.2.3\"}");
      return AgentSession.text(result, "protocolVersion");
    }
  }

  @Test
  void the_page_about_agents_lists_these_tools() throws Exception {
    List<String> table;
    try (var lines = Files.lines(Path.of("../docs/agents.md"))) {
      table = lines.filter(line -> line.matches("\\| `[a-z_]+` \\|.*")).toList();
    }
    List<String> wanted = new ArrayList<>();
    try (AgentSession agent = AgentSession.begun(true)) {
      List<String> azure = offered(true, "--login", AZURE);
      List<String> elsewhere = offered(true, "--login", ELSEWHERE);
      for (JsonObject tool : agent.tools()) {
        String name = AgentSession.text(tool, "name");
        String hubs = azure.contains(name)
            ? "any"
            : elsewhere.contains(name) ? "any Twinhub" : "the one here";
        boolean reads = hints(tool).startsWith("{true");
        wanted.add("| `%s` | %s | %s | %s |"
            .formatted(name, arguments(tool), hubs, reads ? "" : "`--write`"));
      }
    }
    assertThat(table).isEqualTo(wanted);
  }

  private static String arguments(JsonObject tool) {
    JsonObject schema = (JsonObject) tool.find("inputSchema").orElseThrow();
    JsonValue required = schema.find("required").orElse(new JsonArray(List.of()));
    return String.join(
        ", ",
        ((JsonObject) schema.find("properties").orElseThrow())
            .names().stream()
                .map(name -> ((JsonArray) required).elements().contains(new JsonString(name))
                    ? "**%s**".formatted(name)
                    : name)
                .toList());
  }
}
