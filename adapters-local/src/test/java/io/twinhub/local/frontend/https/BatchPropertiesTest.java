package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.identity.TwinAddress;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of message properties in a batch. Source: https-device.md, the row on .NET. */
class BatchPropertiesTest {
  private final RunningHub hub = new RunningHub().with("alpha");

  BatchPropertiesTest() {
    hub.registry().with(TwinAddress.device("alpha"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> send(String value) throws Exception {
    return hub.send(
        "POST",
        "/devices/alpha/messages/events",
        "[{\"body\":\"\",\"properties\":{\"iothub-app-p\":\"x\",\"iothub-app-q\":" + value + "}}]",
        "Content-Type",
        "application/vnd.microsoft.iothub.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | ``",
        "\"\" | ``",
        "12 | 12",
        "-1.5e3 | -1500",
        "true | true",
        "\"2026-11-21T12:00:00.0000000Z\" | 2026-11-21T12:00:00.0000000Z"
      })
  void are_single_values_or_none_and_texts_for_readers(String value, String text) throws Exception {
    assertThat(send(value).statusCode()).isEqualTo(204);
    assertThat(AllEvents.of(hub.engine().events()))
        .extracting(event -> event.message().properties())
        .containsExactly(Map.of("p", "x", "q", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]"})
  void are_nothing_that_holds_others(String value) throws Exception {
    HttpResponse<String> answer = send(value);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("[0].properties.iothub-app-q must be a string, a number, true, false or null");
    assertThat(AllEvents.of(hub.engine().events())).isEmpty();
  }
}
