package io.twinhub.azure.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTopicsTest {
  @Test
  void a_call_names_its_method_and_its_request() {
    assertThat(MethodTopics.called("$iothub/methods/POST/comp*reboot/?$rid=7f3"))
        .contains(new MethodTopics.Called("comp*reboot", "7f3"));
    assertThat(MethodTopics.answer("7f3", -1)).isEqualTo("$iothub/methods/res/-1/?$rid=7f3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$iothub/methods/POST/",
        "$iothub/methods/POST/reboot",
        "$iothub/methods/POST//?$rid=1",
        "$iothub/methods/POST/a/b/?$rid=1",
        "$iothub/methods/POST/reboot/?$rid="
      })
  void anything_else_is_no_call(String topic) {
    assertThat(MethodTopics.isCall(topic)).isTrue();
    assertThat(MethodTopics.called(topic)).isEmpty();
  }
}
