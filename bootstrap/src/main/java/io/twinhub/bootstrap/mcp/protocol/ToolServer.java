package io.twinhub.bootstrap.mcp.protocol;

import static java.util.Objects.requireNonNull;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.mcp.Secrets;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.bootstrap.mcp.tool.Toolbox;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers tools to one client. */
public final class ToolServer {
  private static final Logger LOG = LoggerFactory.getLogger(ToolServer.class);

  private static final String INSTRUCTIONS = """
      These tools work on a hub for devices with the interface of Azure IoT Hub. A device has an identity, which \
      says whether and how it may connect, and a twin: a JSON document with tags and desired properties, which \
      back ends write, and reported properties, which the device writes.
      Find devices with query, and look at one with show_twin. Use list_paths before you write a query. If \
      something does not work, read the timeline first: it has the refusals with their reasons.
      Before you change a twin, call patch_twin with preview true, show the changes to the user, and pass on the \
      etag. Tools never show keys; do not ask the user for any.""";

  /** Arguments are checked by the tools, whose messages say what to do. */
  private static final JsonSchemaValidator CHECKED_BY_TOOLS =
      (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid("");

  private final Toolbox toolbox;
  private final String version;

  /**
   * A server of these tools.
   *
   * @param version the product's version
   */
  public ToolServer(Toolbox toolbox, String version) {
    this.toolbox = toolbox;
    this.version = version;
  }

  /** Serves the client on the two streams until the first one ends. */
  public void serve(InputStream in, OutputStream out) throws InterruptedException {
    StreamTransport transport = new StreamTransport(in, out);
    Set<String> offered =
        toolbox.all().stream().filter(toolbox::offers).map(Tool::name).collect(Collectors.toSet());
    var server = McpServer.sync(transport)
        .jsonMapper(new RecordJson())
        .jsonSchemaValidator(CHECKED_BY_TOOLS)
        .validateToolInputs(false)
        .serverInfo("twinhub", version)
        .instructions(INSTRUCTIONS)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .addToolFilter((exchange, tool) -> offered.contains(tool.name()));
    for (Tool tool : toolbox.all()) {
      server.toolCall(described(tool), (exchange, call) -> called(tool, call));
    }
    McpSyncServer running = server.build();
    transport.run();
    running.close();
  }

  private static McpSchema.Tool described(Tool tool) {
    McpSchema.ToolAnnotations annotations = new McpSchema.ToolAnnotations(
        tool.title(),
        tool.effect().reads(),
        tool.effect().destroys(),
        tool.effect().repeatable(),
        false,
        null);
    return McpSchema.Tool.builder(tool.name(), schema(tool))
        .title(tool.title())
        .description(tool.description())
        .annotations(annotations)
        .build();
  }

  @SuppressWarnings("unchecked") // An object always becomes a map.
  private static Map<String, Object> schema(Tool tool) {
    return (Map<String, Object>)
        requireNonNull(RecordReader.plain(tool.arguments().schema()));
  }

  private McpSchema.CallToolResult called(Tool tool, McpSchema.CallToolRequest call) {
    try {
      toolbox.whyNot(tool).ifPresent(reason -> {
        throw CommandFailure.refused(reason);
      });
      JsonValue arguments = RecordWriter.json(call.arguments());
      JsonObject answer = Secrets.hidden(
          tool.call(arguments instanceof JsonObject object ? object : JsonObject.EMPTY));
      return result(answer.toString()).structuredContent(answer).build();
    } catch (RuntimeException refusal) {
      LOG.debug("{} was refused", tool.name(), refusal);
      String reason = Secrets.hidden(String.valueOf(CommandFailure.of(refusal).getMessage()));
      return result(reason).isError(true).build();
    }
  }

  private static McpSchema.CallToolResult.Builder result(String text) {
    return McpSchema.CallToolResult.builder(
        List.of(McpSchema.TextContent.builder(text).build()));
  }
}
