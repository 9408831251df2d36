package io.twinhub.bootstrap.mcp;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.mcp.protocol.ToolServer;
import io.twinhub.bootstrap.mcp.tool.Toolbox;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** A client that writes lines and reads lines, to a server in this process. */
final class AgentSession implements AutoCloseable {
  private static final int PIPE = 1 << 20;

  private final OutputStream toServer;
  private final BufferedReader fromServer;
  private final FutureTask<Boolean> end;
  private long lastId;

  /** A client that has said nothing yet. */
  AgentSession(boolean writes, String... login) throws IOException {
    HubLogin options = CommandLine.populateCommand(new HubLogin(), login);
    PipedOutputStream requests = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(requests, PIPE);
    PipedOutputStream out = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream(out, PIPE);
    toServer = requests;
    fromServer = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    end = new FutureTask<>(() -> {
      try (AgentHub hub = new AgentHub(options);
          out) {
        new ToolServer(new Toolbox(hub, writes), "1.2.3").serve(in, out);
      }
      return true;
    });
    new Thread(end, "server").start();
  }

  /** A client that has introduced itself. */
  static AgentSession begun(boolean writes, String... login) throws IOException {
    AgentSession session = new AgentSession(writes, login);
    session.begin();
    return session;
  }

  JsonObject begin() throws IOException {
    JsonObject answer = request(
        "initialize",
        JsonText.parseObject("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}"));
    line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return answer;
  }

  void line(String line) throws IOException {
    bytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte[] bytes) throws IOException {
    toServer.write(bytes);
    toServer.flush();
  }

  String answer() throws IOException {
    return String.valueOf(fromServer.readLine());
  }

  JsonObject request(String method, JsonObject params) throws IOException {
    lastId++;
    line(JsonObject.builder()
        .put("jsonrpc", "2.0")
        .put("id", lastId)
        .put("method", method)
        .put("params", params)
        .build()
        .toString());
    JsonObject answer = JsonText.parseObject(answer());
    if (!answer.find("id").orElse(answer).equals(JsonNumber.of(lastId))) {
      throw new AssertionError("an answer to something else: " + answer);
    }
    return answer;
  }

  /** The names of the tools that are offered. */
  List<String> offered() throws IOException {
    return tools().stream().map(tool -> text(tool, "name")).toList();
  }

  List<JsonObject> tools() throws IOException {
    JsonObject result = result(request("tools/list", JsonObject.EMPTY));
    return ((JsonArray) result.find("tools").orElseThrow())
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  /** The whole result of a call, whose arguments are JSON. */
  JsonObject result(String tool, String arguments) throws IOException {
    return result(request(
        "tools/call",
        JsonObject.builder()
            .put("name", tool)
            .put("arguments", JsonText.parse(arguments))
            .build()));
  }

  /** What a tool answered; fails if it refused. */
  JsonObject call(String tool, String arguments) throws IOException {
    JsonObject result = result(tool, arguments);
    if (result.find("structuredContent").orElse(JsonNull.NULL) instanceof JsonObject answer) {
      return answer;
    }
    throw new AssertionError(tool + " was refused: " + result);
  }

  /** How a tool refused; fails if it did not. */
  String refusal(String tool, String arguments) throws IOException {
    JsonObject result = result(tool, arguments);
    if (!result.find("isError").orElse(JsonNull.NULL).toString().equals("true")) {
      throw new AssertionError(tool + " was not refused: " + result);
    }
    JsonArray content = (JsonArray) result.find("content").orElseThrow();
    return text((JsonObject) content.elements().get(0), "text");
  }

  private static JsonObject result(JsonObject answer) {
    return answer.find("result").orElse(JsonNull.NULL) instanceof JsonObject result
        ? result
        : fail(answer);
  }

  private static JsonObject fail(JsonValue answer) {
    throw new AssertionError("no result: " + answer);
  }

  static String text(JsonObject object, String name) {
    return ((JsonString) object.find(name).orElseThrow()).value();
  }

  /** Closes the input; whether the server ended by itself. */
  boolean ended() throws Exception {
    toServer.close();
    return end.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    toServer.close();
  }
}
