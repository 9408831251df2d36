package io.twinhub.domain.change;

import static io.twinhub.domain.twin.ATwin.EARLIER;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the event log carries of a change. Source: events captured from Azure. */
class TwinNotificationTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d3");
  private static final TwinAddress MODULE = TwinAddress.module("d3", "module-1");

  private static DeviceMessage message(TwinChange change) {
    return TwinNotification.message(TwinEvent.of(change).orElseThrow(), "h", "4d1f1e2e74f");
  }

  private static Twin patched(Twin twin, int times) {
    Twin last = twin;
    for (int i = 0; i < times; i++) {
      last = last.patched(
              TwinPatch.ofDesired(TestJson.object("{'property1':'old value'}")),
              IfMatch.any(),
              Instant.EPOCH,
              TwinRules.DEFAULT)
          .after();
    }
    return last;
  }

  @Test
  void a_patch_of_a_module_twin_is_the_captured_one() {
    TwinUpdate update = patched(Twin.created(MODULE, ATwin.ROOT), 4)
        .patched(
            new TwinPatch(
                new SectionPatch.Merge(TestJson.object("{'tag1':'new value'}")),
                new SectionPatch.Merge(TestJson.object("{'property1':'new value'}"))),
            IfMatch.any(),
            EARLIER,
            TwinRules.DEFAULT);
    DeviceMessage message = message(new TwinChange.Written(TwinChange.Kind.PATCH, update, EARLIER));
    assertThat(message.body().text())
        .isEqualTo(
            "{'version':7,'tags':{'tag1':'new value'},'properties':{'desired':{'property1':'new value','$metadata':{'$lastUpdated':'2022-06-01T22:27:50.2612586Z','$lastUpdatedVersion':6,'property1':{'$lastUpdated':'2022-06-01T22:27:50.2612586Z','$lastUpdatedVersion':6}},'$version':6}}}"
                .replace('\'', '"'));
    assertThat(message.system())
        .isEqualTo(Map.of(
            SystemProperty.CORRELATION_ID, "4d1f1e2e74f",
            SystemProperty.USER_ID, "h",
            SystemProperty.CONTENT_TYPE, "application/json",
            SystemProperty.CONTENT_ENCODING, "utf-8"));
    assertThat(message.properties())
        .isEqualTo(Map.of(
            "hubName", "h",
            "deviceId", "d3",
            "operationTimestamp", "2022-06-01T22:27:50.2612586Z",
            "moduleId", "module-1",
            "iothub-message-schema", "twinChangeNotification",
            "opType", "updateTwin"));
  }

  @Test
  void the_creation_of_a_module_is_the_captured_one() {
    Instant created = Instant.parse("2022-05-27T18:49:38.4904785Z");
    TwinAddress module = TwinAddress.module("d2", "module-1");
    DeviceMessage message =
        message(new TwinChange.Created(Twin.created(module, ATwin.ROOT), created));
    assertThat(message.body().text())
        .isEqualTo(
            "{'deviceId':'d2','moduleId':'module-1','etag':'AAAAAAAAAAE=','version':2,'properties':{'desired':{'$metadata':{'$lastUpdated':'0001-01-01T00:00:00Z'},'$version':1},'reported':{'$metadata':{'$lastUpdated':'0001-01-01T00:00:00Z'},'$version':1}}}"
                .replace('\'', '"'));
    assertThat(message.properties())
        .isEqualTo(Map.of(
            "hubName", "h",
            "deviceId", "d2",
            "operationTimestamp", "2022-05-27T18:49:38.4904785Z",
            "moduleId", "module-1",
            "opType", "createModuleIdentity",
            "iothub-message-schema", "moduleLifecycleNotification"));
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATED,  none,     updateTwin,           twinChangeNotification",
    "UPDATED,  module-1, updateTwin,           twinChangeNotification",
    "REPLACED, none,     replaceTwin,          twinChangeNotification",
    "REPLACED, module-1, replaceTwin,          twinChangeNotification",
    "CREATED,  none,     createDeviceIdentity, deviceLifecycleNotification",
    "CREATED,  module-1, createModuleIdentity, moduleLifecycleNotification",
    "DELETED,  none,     deleteDeviceIdentity, deviceLifecycleNotification",
    "DELETED,  module-1, deleteModuleIdentity, moduleLifecycleNotification",
  })
  void devices_and_modules_have_operations_and_schemas_of_their_own(
      TwinEvent.Kind kind, String module, String operation, String schema) {
    assertThat(named(kind, module.equals("none") ? DEVICE : MODULE))
        .containsExactly(operation, schema, module);
  }

  private static Stream<String> named(TwinEvent.Kind kind, TwinAddress address) {
    Map<String, String> properties = TwinNotification.message(
            new TwinEvent(kind, address, EARLIER, JsonObject.EMPTY), "h", "1")
        .properties();
    return Stream.of("opType", "iothub-message-schema", "moduleId")
        .map(name -> properties.getOrDefault(name, "none"));
  }

  @ParameterizedTest
  @EnumSource
  void what_was_written_is_read(TwinEvent.Kind kind) {
    for (TwinAddress address : new TwinAddress[] {DEVICE, MODULE}) {
      TwinEvent event = new TwinEvent(kind, address, EARLIER, TestJson.object("{'version':4}"));
      DeviceMessage message = TwinNotification.message(event, "h", "1");
      EventOrigin origin = TwinNotification.origin(event);
      assertThat(origin.source())
          .isEqualTo(
              event.kind().isLifecycle() ? EventSource.DEVICE_LIFECYCLE : EventSource.TWIN_CHANGES);
      assertThat(TwinNotification.read(origin, message, event.body())).contains(event);
    }
  }

  static Stream<DeviceMessage> others() {
    DeviceMessage bare = DeviceMessage.ofJson("{}");
    return Stream.of(
        bare,
        bare.with("opType", ""),
        bare.with("opType", "deviceConnected"),
        bare.with("optype", "updateTwin"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void another_message_tells_of_no_change(DeviceMessage message) {
    EventOrigin origin = EventOrigin.of(EventSource.TWIN_CHANGES, DEVICE);
    assertThat(TwinNotification.read(origin, message, JsonObject.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TELEMETRY, updateTwin",
    "TELEMETRY, deleteDeviceIdentity",
    "TWIN_CHANGES, deleteDeviceIdentity"
  })
  void what_a_device_says_is_never_taken_for_a_change(EventSource source, String operation) {
    DeviceMessage forged = DeviceMessage.ofJson("{}").with("opType", operation);
    assertThat(TwinNotification.read(EventOrigin.of(source, DEVICE), forged, JsonObject.EMPTY))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "yesterday", "2022-06-01"})
  void a_time_that_is_missing_or_wrong_is_read_as_the_beginning(String time) {
    DeviceMessage message =
        DeviceMessage.ofJson("{}").with("opType", "updateTwin").with("operationTimestamp", time);
    EventOrigin origin = EventOrigin.of(EventSource.TWIN_CHANGES, DEVICE);
    assertThat(TwinNotification.read(origin, message, JsonObject.EMPTY).map(TwinEvent::at))
        .contains(Instant.EPOCH);
  }

  @Test
  void the_parts_of_a_body_are_found_and_what_is_missing_is_not() {
    TwinEvent full = new TwinEvent(
        TwinEvent.Kind.UPDATED,
        DEVICE,
        EARLIER,
        TestJson.object(
            "{'version':4,'tags':{'t':1},'properties':{'desired':{'d':1},'reported':{'r':1}}}"));
    assertThat(full.version().value()).isEqualTo(4);
    assertThat(full.tags()).contains(TestJson.object("{'t':1}"));
    assertThat(full.desired()).contains(TestJson.object("{'d':1}"));
    assertThat(full.reported()).contains(TestJson.object("{'r':1}"));
    for (String body : new String[] {"{}", "{'version':'x','tags':1,'properties':[]}"}) {
      TwinEvent bare =
          new TwinEvent(TwinEvent.Kind.UPDATED, DEVICE, EARLIER, TestJson.object(body));
      assertThat(Stream.of(bare.tags(), bare.desired(), bare.reported()))
          .containsOnly(Optional.empty());
      assertThat(bare.version().value())
          .isEqualTo(Members.leniently(JsonObject.EMPTY).number("version"));
    }
  }
}
