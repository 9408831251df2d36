package io.twinhub.domain.document;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The twin as JSON. Source: documents captured from Azure. */
class TwinDocumentTest {

  @Test
  void a_fresh_device_twin_is_the_captured_one() {
    assertThat(TwinDocument.of(ATwin.fresh()).toString())
        .isEqualTo(TestJson.object(
                "{'deviceId':'thermostat-7','etag':'AAAAAAAAAAE=','deviceEtag':'NzMzMTE3MTAz',"
                    + "'status':'enabled','statusUpdateTime':'0001-01-01T00:00:00Z',"
                    + "'connectionState':'Disconnected','lastActivityTime':'0001-01-01T00:00:00Z',"
                    + "'cloudToDeviceMessageCount':0,'authenticationType':'sas',"
                    + "'x509Thumbprint':{'primaryThumbprint':null,'secondaryThumbprint':null},"
                    + "'modelId':'','version':2,"
                    + "'properties':{'desired':{'$metadata':{'$lastUpdated':'0001-01-01T00:00:00Z'},"
                    + "'$version':1},'reported':{'$metadata':{'$lastUpdated':'0001-01-01T00:00:00Z'},"
                    + "'$version':1}},'capabilities':{'iotEdge':false}}")
            .toString());
  }

  @Test
  void metadata_mirrors_the_properties() {
    Twin twin =
        aTwin().withDesired("{'telemetryConfig':{'sendFrequency':'5m'}}").build();
    String stamp = "'$lastUpdated':'2022-06-01T22:27:50.2612586Z','$lastUpdatedVersion':2";
    assertThat(TwinDocument.of(twin).find(JsonPath.parse("properties.desired")))
        .hasToString(Optional.of(TestJson.object(
                "{'telemetryConfig':{'sendFrequency':'5m'},'$metadata':{%s,".formatted(stamp)
                    + "'telemetryConfig':{%s,'sendFrequency':{%s}}},'$version':2}"
                        .formatted(stamp, stamp)))
            .toString());
  }

  @Test
  void a_module_twin_names_its_module_and_has_no_capabilities() {
    Twin twin = Twin.created(TwinAddress.module("edge1", "$edgeAgent"), ATwin.ROOT);
    assertThat(TwinDocument.of(twin).names())
        .startsWith("deviceId", "moduleId", "etag")
        .doesNotContain("capabilities", "tags");
  }

  @Test
  void what_was_set_is_shown() {
    Identity identity = new Identity(
        ATwin.THERMOSTAT,
        "637534345627501371",
        IdentityEtag.of(1),
        new Authentication.SelfSigned(
            Optional.of(new Thumbprint("A".repeat(40))), Optional.empty()),
        DeviceStatus.DISABLED,
        Optional.of("broken"),
        Instant.parse("2024-01-02T03:04:05Z"),
        true,
        Optional.empty(),
        Optional.of("ms-azure-iot-edge://edge1-1"),
        List.of("ms-azure-iot-edge://parent-1"),
        IdentityAdditions.NONE);
    ConnectionState connected =
        ConnectionState.NEVER.connectedAt(Instant.parse("2024-01-02T03:04:06Z"), "dtmi:a;1");
    Twin twin = Twin.created(ATwin.THERMOSTAT, TwinRoot.of(identity, identity, connected));
    assertThat(TwinDocument.of(TwinDocument.twin(TwinDocument.of(twin))))
        .isEqualTo(TwinDocument.of(twin));
    assertThat(TwinDocument.of(twin).toString())
        .contains("\"status\":\"disabled\",\"statusReason\":\"broken\"")
        .contains("\"statusUpdateTime\":\"2024-01-02T03:04:05Z\",\"connectionState\":\"Connected\"")
        .contains("\"lastActivityTime\":\"2024-01-02T03:04:06Z\"")
        .contains("\"authenticationType\":\"selfSigned\"")
        .contains("\"primaryThumbprint\":\"" + "A".repeat(40) + "\",\"secondaryThumbprint\":null")
        .contains("\"modelId\":\"dtmi:a;1\"")
        .endsWith(
            "\"capabilities\":{\"iotEdge\":true},\"deviceScope\":\"ms-azure-iot-edge://edge1-1\","
                + "\"parentScopes\":[\"ms-azure-iot-edge://parent-1\"]}");
  }

  @Test
  void a_device_reads_values_and_versions_only() {
    Twin twin = aTwin()
        .withTags("{'t':1}")
        .withDesired("{'a':1}")
        .withReported("{'b':2}")
        .build();
    assertThat(DeviceTwinDocument.of(DeviceTwin.of(twin)).toString())
        .isEqualTo("{\"desired\":{\"a\":1,\"$version\":2},\"reported\":{\"b\":2,\"$version\":2}}");
  }

  @Test
  void times_have_seven_digits_or_none() {
    assertThat(HubTime.text(Instant.parse("2021-05-07T00:50:38.0543092Z")))
        .isEqualTo("2021-05-07T00:50:38.0543092Z");
    assertThat(HubTime.text(Instant.parse("2021-05-07T00:50:38.000000099Z")))
        .isEqualTo("2021-05-07T00:50:38Z");
  }

  @Test
  void the_connection_of_a_root_can_change() {
    ConnectionState state = ConnectionState.NEVER
        .connectedAt(Instant.EPOCH, "m")
        .activeAt(Instant.EPOCH.plusSeconds(1))
        .disconnectedAt(Instant.EPOCH.plusSeconds(2));
    Twin twin = ATwin.fresh().with(ATwin.ROOT.with(state));
    assertThat(twin.root().connection())
        .isEqualTo(new ConnectionState(
            false, Instant.EPOCH.plusSeconds(2), Instant.EPOCH.plusSeconds(1), "m"));
    assertThat(twin.version()).isEqualTo(ATwin.fresh().version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deviceId",
        "deviceId.x",
        "etag",
        "status",
        "tags",
        "tags.t",
        "tags.t.u",
        "tags.x",
        "properties",
        "properties.desired",
        "properties.desired.a.b",
        "properties.desired.$version",
        "properties.desired.$metadata.a.$lastUpdatedVersion",
        "properties.reported.c",
        "properties.reported.$version",
        "properties.other.c",
        "capabilities.iotEdge",
        "nothing"
      })
  void a_value_is_found_as_if_the_whole_document_were_searched(String path) {
    Twin twin = aTwin()
        .withTags("{'t':{'u':1}}")
        .withDesired("{'a':{'b':1}}")
        .withReported("{'c':2}")
        .build();
    JsonPath parsed = JsonPath.parse(path);
    assertThat(TwinDocument.find(twin, parsed)).isEqualTo(TwinDocument.of(twin).find(parsed));
  }

  @Test
  void a_document_is_read_as_the_twin_that_it_shows() {
    Twin twin = aTwin()
        .withTags("{'t':{'u':1}}")
        .withDesired("{'a':{'b':1.50,'c':{}}}")
        .withReported("{'d':'2'}")
        .build();
    Twin module = Twin.created(TwinAddress.module("edge1", "$edgeAgent"), ATwin.ROOT);
    assertThat(TwinDocument.twin(TwinDocument.of(twin))).isEqualTo(twin);
    assertThat(TwinDocument.twin(TwinDocument.of(module))).isEqualTo(module);
  }

  @Test
  void attributes_are_read_from_a_document() {
    JsonObject document = TestJson.object("{'deviceId':'d','attributes':{'Plant':'A'}}");
    assertThat(TwinDocument.twin(document).root().attributes())
        .contains(TestJson.object("{'Plant':'A'}"));
  }

  @Test
  void a_device_reads_its_twin_and_its_changes_as_they_were() {
    DeviceTwin twin = DeviceTwin.of(
        aTwin().withDesired("{'a':{'b':1}}").withReported("{'c':2}").build());
    DesiredChange change = new DesiredChange(TestJson.object("{'gone':null}"), new Version(4));
    assertThat(DeviceTwinDocument.twin(DeviceTwinDocument.of(twin))).isEqualTo(twin);
    assertThat(DeviceTwinDocument.change(DeviceTwinDocument.of(change))).isEqualTo(change);
  }

  @Test
  void sections_of_a_device_that_are_missing_are_empty() {
    assertThat(DeviceTwinDocument.twin(JsonObject.EMPTY))
        .isEqualTo(
            new DeviceTwin(JsonObject.EMPTY, new Version(0), JsonObject.EMPTY, new Version(0)));
  }

  static Stream<TwinPatch> patches() {
    SectionPatch merge = new SectionPatch.Merge(TestJson.object("{'a':null,'b':{'c':1}}"));
    return Stream.of(SectionPatch.KEEP, SectionPatch.CLEAR, merge)
        .flatMap(tags -> Stream.of(SectionPatch.KEEP, SectionPatch.CLEAR, merge)
            .map(desired -> new TwinPatch(tags, desired)));
  }

  @ParameterizedTest
  @MethodSource("patches")
  void the_body_of_a_patch_is_read_as_the_same_patch(TwinPatch patch) {
    assertThat(PatchDocument.patch(PatchDocument.of(patch))).isEqualTo(patch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'tags':{}}", "{'tags':{'a':1},'properties':{'desired':{'b':2}}}"})
  void the_body_of_a_replacement_is_read_as_the_same_replacement(String body) {
    TwinReplacement replacement = PatchDocument.replacement(TestJson.object(body));
    assertThat(PatchDocument.of(replacement)).isEqualTo(TestJson.object(body));
  }
}
