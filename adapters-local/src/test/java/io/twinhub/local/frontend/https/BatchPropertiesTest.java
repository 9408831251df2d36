package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(
      strings = {"null", "\"\"", "12", "-1.5e3", "true", "\"2026-11-21T12:00:00.0000000Z\""})
  void are_single_values_or_none(String value) throws Exception {
    assertThat(send(value).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]"})
  void are_nothing_that_holds_others(String value) throws Exception {
    HttpResponse<String> answer = send(value);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("[0].properties.iothub-app-q must be a string, a number, true, false or null");
  }
}
