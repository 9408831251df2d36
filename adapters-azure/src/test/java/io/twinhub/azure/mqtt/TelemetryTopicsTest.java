package io.twinhub.azure.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.azure.wire.BagKeys;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics of telemetry. Source: what Azure's SDK for Python sends. */
class TelemetryTopicsTest {

  @Test
  void a_bag_is_written_as_azures_sdk_for_python_writes_it() {
    DeviceMessage message = DeviceMessage.ofJson("{}")
        .with(SystemProperty.MESSAGE_ID, "m 1")
        .with(SystemProperty.CORRELATION_ID, "c/1")
        .with("a b", "x=1&2")
        .with("e", "")
        .with("p+q", "1+1");
    assertThat(TelemetryTopics.of(TwinAddress.device("d1"), message))
        .isEqualTo("devices/d1/messages/events/%24.mid=m%201&%24.cid=c%2F1"
            + "&%24.ct=application%2Fjson&%24.ce=utf-8&a%20b=x%3D1%262&e=&p%2Bq=1%2B1");
  }

  @Test
  void without_properties_the_topic_ends_with_its_path() {
    DeviceMessage message = DeviceMessage.ofJson("{}");
    assertThat(TelemetryTopics.of(TwinAddress.module("d1", "m1"), DeviceMessage.of(message.body())))
        .isEqualTo("devices/d1/modules/m1/messages/events/");
  }

  @ParameterizedTest
  @EnumSource
  void each_system_property_has_a_key_of_its_own(SystemProperty property) {
    assertThat(BagKeys.find(BagKeys.of(property))).contains(property);
    assertThat(BagKeys.all()).contains(BagKeys.of(property));
    assertThat(Arrays.stream(SystemProperty.values()).map(BagKeys::of)).doesNotHaveDuplicates();
    assertThat(BagKeys.find("$.new")).isEmpty();
  }
}
