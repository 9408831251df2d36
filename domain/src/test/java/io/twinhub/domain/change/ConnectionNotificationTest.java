package io.twinhub.domain.change;

import static io.twinhub.domain.twin.ATwin.EARLIER;
import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.twin.Twin;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What back ends are told of a connection. Source of the example: a captured event of Azure. */
class ConnectionNotificationTest {

  private static Twin twin(TwinAddress address) {
    Twin twin = aTwin().build();
    return new Twin(
        address,
        twin.root(),
        twin.etag(),
        twin.version(),
        twin.tags(),
        twin.desired(),
        twin.reported());
  }

  private static Optional<DeviceMessage> message(Twin before, Twin after) {
    return ConnectionNotification.message(
        new TwinChange.RootChanged(before, after, EARLIER), "h", "98dcbcf6");
  }

  private static Twin connected(Twin twin) {
    return twin.with(twin.root().with(twin.root().connection().connectedAt(EARLIER, "")));
  }

  private static Twin disconnected(Twin twin) {
    return twin.with(twin.root().with(twin.root().connection().disconnectedAt(EARLIER)));
  }

  @Test
  void a_device_that_disconnects_is_told_as_azure_tells_it() {
    Twin twin = twin(TwinAddress.device("d1"));
    DeviceMessage message = message(connected(twin), disconnected(twin)).orElseThrow();
    assertThat(message.properties())
        .isEqualTo(Map.of(
            "hubName", "h",
            "deviceId", "d1",
            "opType", "deviceDisconnected",
            "iothub-message-schema", "deviceConnectionStateNotification",
            "operationTimestamp", "2022-06-01T22:27:50.2612586Z"));
    assertThat(message.find(SystemProperty.CORRELATION_ID)).contains("98dcbcf6");
    assertThat(message.find(SystemProperty.USER_ID)).contains("h");
  }

  @Test
  void a_module_has_operations_of_its_own() {
    Twin twin = twin(TwinAddress.module("d1", "m1"));
    assertThat(message(disconnected(twin), connected(twin)).orElseThrow().properties())
        .containsEntry("opType", "moduleConnected")
        .containsEntry("moduleId", "m1");
    assertThat(message(connected(twin), disconnected(twin)).orElseThrow().properties())
        .containsEntry("opType", "moduleDisconnected");
  }

  @Test
  void numbers_have_64_digits_and_rise() {
    Twin twin = twin(TwinAddress.device("d1"));
    String first =
        message(disconnected(twin), connected(twin)).orElseThrow().body().text();
    String second =
        message(connected(twin), disconnected(twin)).orElseThrow().body().text();
    assertThat(first).matches("\\{\"sequenceNumber\":\"000000000000000001D8[0-9A-F]{44}\"}");
    assertThat(first).isLessThan(second);
  }

  @Test
  void another_change_of_the_root_is_not_told() {
    Twin twin = disconnected(twin(TwinAddress.device("d1")));
    assertThat(message(twin, twin)).isEmpty();
    assertThat(message(connected(twin), connected(twin))).isEmpty();
  }
}
