package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Main;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.mcp.protocol.RecordJson;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a process of its own, as editors start it. */
@Timeout(120)
class AgentProcessTest {
  private static final String INITIALIZE = """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      """;

  private static List<String> command(String... arguments) {
    return java.util.stream.Stream.concat(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "mcp")
                .stream(),
            List.of(arguments).stream())
        .toList();
  }

  private static Process started(String... arguments) throws Exception {
    return new ProcessBuilder(command(arguments))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static McpSyncClient client(String... arguments) {
    List<String> command = command(arguments);
    ServerParameters server = ServerParameters.builder(command.get(0))
        .args(command.subList(1, command.size()))
        .addEnvVar("TWINHUB_RUN", Ran.runFolder().toString())
        .build();
    JsonSchemaValidator anything =
        (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid("");
    return McpClient.sync(new StdioClientTransport(server, new RecordJson()))
        .requestTimeout(Duration.ofSeconds(30))
        .jsonSchemaValidator(anything)
        .build();
  }

  @Test
  void the_official_client_lists_and_calls_tools() {
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
        McpSyncClient client = client("--write")) {
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
      McpSchema.InitializeResult introduced = client.initialize();
      assertThat(introduced.serverInfo().name()).isEqualTo("twinhub");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("show_twin", "patch_twin");
      McpSchema.CallToolResult shown =
          client.callTool(McpSchema.CallToolRequest.builder("show_twin")
              .arguments(Map.of("deviceId", "d", "path", "version"))
              .build());
      assertThat(shown.isError()).isFalse();
      assertThat(((McpSchema.TextContent) shown.content().get(0)).text())
          .isEqualTo("{\"path\":\"version\",\"value\":2}");
      assertThat(shown.structuredContent()).isEqualTo(Map.of("path", "version", "value", 2));
      McpSchema.CallToolResult refused = client.callTool(
          McpSchema.CallToolRequest.builder("show_twin").arguments(Map.of()).build());
      assertThat(refused.isError()).isTrue();
      client.ping();
    }
  }

  @Test
  void standard_output_has_messages_only_and_the_end_of_the_input_ends_it_with_zero()
      throws Exception {
    Process server = started();
    server.getOutputStream().write(INITIALIZE.getBytes(StandardCharsets.UTF_8));
    server.getOutputStream().close();
    String out = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(out.lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(JsonText.parseObject(line).find("result")).isPresent());
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void a_signal_ends_it_with_zero() throws Exception {
    Process server = started();
    server.getOutputStream().write(INITIALIZE.getBytes(StandardCharsets.UTF_8));
    server.getOutputStream().flush();
    assertThat(Objects.requireNonNull(server.inputReader(StandardCharsets.UTF_8).readLine()))
        .contains("\"id\":1");
    server.destroy();
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void a_connection_string_that_is_none_ends_it_with_two_before_it_speaks() throws Exception {
    Process server = started("--login", "nonsense=");
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(2);
    assertThat(server.getInputStream().readAllBytes()).isEmpty();
  }
}
