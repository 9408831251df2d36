package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that speaks badly is told so, and the server goes on. */
@Timeout(60)
class BadMessagesTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}";

  private static String error(String id, int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
        .formatted(id, code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{bad|null|-32700|not JSON: line 1, column 2: expected a name in double quotes, found 'b'",
        "{} {}|null|-32700|not JSON: line 1, column 4: more text after the value",
        "[]|null|-32600|a message must be one JSON object",
        "7|null|-32600|a message must be one JSON object",
        "{}|null|-32600|'jsonrpc' must be \\\"2.0\\\"",
        "{\"jsonrpc\":\"1.0\",\"id\":4,\"method\":\"ping\"}|4|-32600|'jsonrpc' must be \\\"2.0\\\"",
        "{\"jsonrpc\":\"2.0\",\"id\":4}|4|-32600|'method' must be a string",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":[]}|4|-32600|'method' must be a string",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|null|-32600|'id' must be a string or a whole number",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|null|-32600|'id' must be a string or a whole number",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}|null|-32600|'id' must be a string or a whole number",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\",\"params\":[1]}|4|-32602|'params' must be an object",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}|4|-32600|send the request 'initialize' first",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"nonsense\"}|4|-32600|send the request 'initialize' first",
      })
  void a_line_that_is_no_message_is_answered_with_the_mistake(
      String line, String id, int code, String message) throws Exception {
    try (AgentSession session = new AgentSession(false)) {
      session.line(line);
      assertThat(session.answer()).isEqualTo(error(id, code, message));
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
      assertThat(session.ended()).isTrue();
    }
  }

  @Test
  void bytes_that_are_not_utf8_are_no_json() throws Exception {
    try (AgentSession session = new AgentSession(false)) {
      session.bytes(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"', '\n'});
      assertThat(session.answer())
          .startsWith("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,");
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
    }
  }

  @Test
  void a_message_of_more_than_a_mebibyte_is_refused_without_being_kept() throws Exception {
    byte[] huge = new byte[3 * 1024 * 1024];
    Arrays.fill(huge, (byte) 'x');
    huge[huge.length - 1] = '\n';
    try (AgentSession session = new AgentSession(false)) {
      session.bytes(huge);
      assertThat(session.answer())
          .isEqualTo(error("null", -32600, "a message may have at most 1048576 bytes"));
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
    }
  }

  @Test
  void a_deeply_nested_message_is_refused() throws Exception {
    try (AgentSession session = new AgentSession(false)) {
      session.line("[".repeat(100_000));
      assertThat(session.answer()).contains("-32700").contains("nested deeper than 64");
    }
  }

  @Test
  void empty_lines_and_answers_and_unknown_notifications_are_not_answered() throws Exception {
    try (AgentSession session = AgentSession.begun(false)) {
      session.line("");
      session.line("  \r");
      session.line("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
      session.line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nonsense\"}");
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
    }
  }

  @Test
  void a_client_may_introduce_itself_once_and_must_end_the_introduction() throws Exception {
    String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
        + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    try (AgentSession session = new AgentSession(false)) {
      session.line(initialize);
      assertThat(session.answer()).contains("\"protocolVersion\":\"2025-11-25\"");
      session.line("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
      assertThat(session.answer())
          .isEqualTo(error("2", -32600, "send the notification 'notifications/initialized' first"));
      session.line(initialize);
      assertThat(session.answer())
          .isEqualTo(error("1", -32600, "the client is initialised already"));
    }
  }

  @Test
  void an_introduction_without_its_members_is_refused_and_can_be_repeated() throws Exception {
    try (AgentSession session = new AgentSession(false)) {
      session.line(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":7}}");
      assertThat(session.answer()).isEqualTo(error("1", -32602, "7 is not a String"));
      assertThat(session.begin().toString()).contains("\"result\"");
    }
  }

  @Test
  void an_unknown_method_and_an_unknown_tool_are_the_errors_of_the_protocol() throws Exception {
    try (AgentSession session = AgentSession.begun(false)) {
      session.line("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nonsense\"}");
      assertThat(session.answer()).contains("\"id\":2").contains("-32601");
      session.line(
          "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"nonsense\"}}");
      assertThat(session.answer()).contains("\"id\":3").contains("-32602").contains("nonsense");
    }
  }

  @Test
  void a_call_without_a_name_or_with_arguments_that_are_no_object_is_an_error() throws Exception {
    try (AgentSession session = AgentSession.begun(false)) {
      session.line("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{}}");
      assertThat(session.answer())
          .isEqualTo(error("2", -32602, "not a valid CallToolRequest: name must not be null"));
      session.line(
          "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"show_hub\",\"arguments\":[1]}}");
      assertThat(session.answer()).isEqualTo(error("3", -32602, "[1] is not a Map"));
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
    }
  }

  @Test
  void a_last_line_without_its_end_is_answered_before_the_server_ends() throws Exception {
    try (AgentSession session = AgentSession.begun(false)) {
      session.bytes(PING.getBytes(StandardCharsets.UTF_8));
      assertThat(session.ended()).isTrue();
      assertThat(session.answer()).isEqualTo(PONG);
      assertThat(session.answer()).isEqualTo("null");
    }
  }

  @Test
  void random_bytes_never_end_the_server() throws Exception {
    java.util.random.RandomGenerator random = new java.util.SplittableRandom(42);
    try (AgentSession session = new AgentSession(false)) {
      for (int i = 0; i < 200; i++) {
        byte[] bytes = new byte[random.nextInt(1, 300)];
        random.nextBytes(bytes);
        for (int at = 0; at < bytes.length; at++) {
          bytes[at] = bytes[at] == '\n' || bytes[at] == '\r' ? (byte) '{' : bytes[at];
        }
        bytes[0] = '{';
        session.bytes(bytes);
        session.line("");
        assertThat(session.answer()).contains("-32700");
      }
      session.line(PING);
      assertThat(session.answer()).isEqualTo(PONG);
    }
  }
}
