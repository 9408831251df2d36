package io.twinhub.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a method call may be. */
class MethodsTest {
  private static final String FORBIDDEN = "$()<>@,;:\\\"/[]?={} \t";

  private static HubException refusal(Runnable call) {
    try {
      call.run();
    } catch (HubException refusal) {
      return refusal;
    }
    throw new AssertionError("accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Reboot", "comp*cmd", "!#%&'*+-.0Az^_`|~", "getMaxMinReport"})
  void lawful_names_pass(String name) {
    assertThat(new MethodName(name)).hasToString(name);
  }

  @Test
  void each_printable_character_passes_unless_it_is_forbidden() {
    IntStream.rangeClosed(0, 0x17f).forEach(c -> {
      String name = "a" + (char) c;
      boolean lawful = c > ' ' && c < 0x7f && FORBIDDEN.indexOf(c) < 0;
      if (lawful) {
        assertThat(new MethodName(name).value()).isEqualTo(name);
      } else {
        assertThat(refusal(() -> new MethodName(name)).code())
            .as("character %d", c)
            .isEqualTo(ErrorCode.ARGUMENT_INVALID);
      }
    });
  }

  @Test
  void a_name_of_a_hundred_characters_passes_and_a_longer_or_empty_one_does_not() {
    String longest = "x".repeat(MethodLimits.NAME_LENGTH_MAX);
    assertThat(new MethodName(longest).value()).isEqualTo(longest);
    assertThatThrownBy(() -> new MethodName(""))
        .isInstanceOf(HubException.class)
        .hasMessage(
            "method name '' must have 1 to 100 printable ASCII characters, none of them a blank or"
                + " one of $ ( ) < > @ , ; : \\ \" / [ ] ? = { }");
    assertThat(refusal(() -> new MethodName("x".repeat(5000))).getMessage())
        .startsWith("method name '" + "x".repeat(ClientText.SHOWN_MAX) + "…' must have");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, ",
    "300, 300, ",
    "-1, 30, ConnectTimeout has to be between 0 and 300 seconds.",
    "301, 30, ConnectTimeout has to be between 0 and 300 seconds.",
    "0, 4, ResponseTimeout has to be between 5 and 300 seconds.",
    "0, 301, ResponseTimeout has to be between 5 and 300 seconds.",
    "0, -2147483648, ResponseTimeout has to be between 5 and 300 seconds.",
    "2147483647, 30, ConnectTimeout has to be between 0 and 300 seconds."
  })
  void waits_have_limits(long connect, long response, String problem) {
    Runnable call = () -> new MethodCall(
        new MethodName("m"),
        MethodPayload.NULL,
        Duration.ofSeconds(connect),
        Duration.ofSeconds(response));
    if (problem == null) {
      call.run();
    } else {
      assertThat(refusal(call)).hasMessage(problem);
      assertThat(refusal(call).code()).isEqualTo(ErrorCode.ARGUMENT_INVALID);
    }
  }

  @Test
  void a_call_waits_thirty_seconds_for_the_answer_and_not_for_the_device_if_nothing_is_said() {
    MethodCall call = MethodCall.of("m", "1");
    assertThat(call.connectTimeout()).isZero();
    assertThat(call.responseTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_payload_keeps_its_text_and_nothing_is_null() {
    assertThat(MethodPayload.of("{\"a\" : 1.0}").text()).isEqualTo("{\"a\" : 1.0}");
    assertThat(MethodPayload.of("")).isEqualTo(MethodPayload.NULL);
    assertThat(MethodPayload.NULL.text()).isEqualTo("null");
    assertThat(refusal(() -> MethodPayload.of(new byte[MethodLimits.PAYLOAD_BYTES_MAX + 1])))
        .hasMessage("the payload of a method has 131073 bytes of JSON; at most 131072 are allowed");
  }

  @ParameterizedTest
  @CsvSource({"0, 00:00:00", "60, 00:01:00", "300, 00:05:00", "5, 00:00:05"})
  void time_outs_are_told_as_azure_tells_them(long seconds, String text) {
    assertThat(((MethodError.TimedOut) MethodError.notOnline(Duration.ofSeconds(seconds)))
            .timeoutText())
        .isEqualTo(text);
  }

  @Test
  void ids_of_calls_are_hex_digits() {
    assertThat(new CallId(-1)).hasToString("ffffffffffffffff");
    assertThat(CallId.parse("7F3")).isEqualTo(Optional.of(new CallId(0x7f3)));
    for (String foreign : new String[] {"", "-1", "x", "10000000000000000", " 1", "1.0"}) {
      assertThat(CallId.parse(foreign)).as(foreign).isEmpty();
    }
  }
}
