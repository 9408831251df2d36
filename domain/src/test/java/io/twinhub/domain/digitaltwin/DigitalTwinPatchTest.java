package io.twinhub.domain.digitaltwin;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.DigitalTwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Patches of digital twins. Source: Azure's page on managing digital twins. */
class DigitalTwinPatchTest {
  private static final String ADD = "[{'op':'add','path':'%s','value':%s}]";

  private static DigitalTwinPatch patch(String json) {
    return DigitalTwinDocument.patch(TestJson.value(json));
  }

  private static JsonObject delta(Twin twin, String json) {
    TwinPatch patch = patch(json).of(twin);
    assertThat(patch.tags()).isEqualTo(SectionPatch.KEEP);
    return ((SectionPatch.Merge) patch.desired()).members();
  }

  private static JsonObject desired(Twin twin, String json) {
    return twin.patched(patch(json).of(twin), IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT)
        .after()
        .desired()
        .values();
  }

  private static JsonValue json(String text) {
    return TestJson.value(text);
  }

  @Test
  void a_property_is_added_replaced_and_removed() {
    Twin twin = aTwin().withDesired("{'keep':1}").build();
    assertThat(desired(twin, ADD.formatted("/target", "42")))
        .isEqualTo(json("{'keep':1,'target':42}"));
    assertThat(desired(twin, "[{'op':'replace','path':'/keep','value':'x'}]"))
        .isEqualTo(json("{'keep':'x'}"));
    assertThat(desired(twin, "[{'op':'remove','path':'/keep'}]")).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void only_what_is_named_is_written() {
    Twin twin = aTwin().withDesired("{'a':1,'c':{'__t':'c','x':1,'y':2}}").build();
    assertThat(delta(twin, ADD.formatted("/b", "2"))).isEqualTo(json("{'b':2}"));
    assertThat(delta(twin, ADD.formatted("/c/x", "5"))).isEqualTo(json("{'c':{'x':5}}"));
  }

  @Test
  void an_object_replaces_the_old_one_as_a_whole() {
    Twin twin = aTwin()
        .withDesired("{'o':{'a':1,'b':2},'c':{'__t':'c','o':{'a':1,'b':2}}}")
        .build();
    assertThat(desired(twin, ADD.formatted("/o", "{'b':3}")).find("o")).contains(json("{'b':3}"));
    assertThat(desired(twin, ADD.formatted("/c/o", "{'b':3}")).find("c"))
        .contains(json("{'__t':'c','o':{'b':3}}"));
  }

  @Test
  void a_component_is_added_with_its_metadata_and_replaces_the_old_one() {
    String added = ADD.formatted("/thermostat1", "{'target':21.5,'$metadata':{}}");
    JsonValue component = json("{'thermostat1':{'__t':'c','target':21.5}}");
    assertThat(desired(ATwin.fresh(), added)).isEqualTo(component);
    Twin old = aTwin().withDesired("{'thermostat1':{'__t':'c','old':1}}").build();
    assertThat(desired(old, added)).isEqualTo(component);
    assertThat(desired(old, "[{'op':'remove','path':'/thermostat1'}]")).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void what_the_device_reports_as_a_component_is_one() {
    Twin twin = aTwin().withReported("{'thermostat1':{'__t':'c','max':30}}").build();
    JsonValue component = json("{'thermostat1':{'__t':'c','target':1}}");
    assertThat(desired(twin, ADD.formatted("/thermostat1/target", "1"))).isEqualTo(component);
    assertThat(desired(twin, ADD.formatted("/thermostat1", "{'target':1}"))).isEqualTo(component);
  }

  @Test
  void a_path_with_two_names_leads_through_a_component_that_nobody_has_mentioned() {
    assertThat(desired(ATwin.fresh(), ADD.formatted("/thermostat1/target", "1")))
        .isEqualTo(json("{'thermostat1':{'__t':'c','target':1}}"));
  }

  @Test
  void operations_follow_one_another() {
    assertThat(desired(
            aTwin().withDesired("{'gone':1}").build(),
            "[{'op':'add','path':'/c','value':{'x':1,'$metadata':{}}},"
                + "{'op':'replace','path':'/c/x','value':2},"
                + "{'op':'add','path':'/c/y','value':3},"
                + "{'op':'remove','path':'/gone'}]"))
        .isEqualTo(json("{'c':{'__t':'c','x':2,'y':3}}"));
  }

  @Test
  void slashes_and_tildes_in_names_are_escaped() {
    assertThat(desired(ATwin.fresh(), ADD.formatted("/a~1b~0c", "1")))
        .isEqualTo(json("{'a/b~c':1}"));
    assertThat(PatchPath.parse("/a~1b~0c/d~01")).hasToString("/a~1b~0c/d~01");
  }

  @Test
  void nothing_is_a_patch_that_changes_nothing() {
    assertThat(delta(ATwin.fresh(), "[]")).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void removing_what_only_the_device_reported_changes_nothing() {
    Twin twin = aTwin().withReported("{'a':1,'c':{'__t':'c','x':1}}").build();
    assertThat(desired(twin, "[{'op':'remove','path':'/a'},{'op':'remove','path':'/c/x'}]"))
        .isEqualTo(JsonObject.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | the body is not an array; a JSON Patch is an array such as"
            + " [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]",
        "[1] | [0] is not an object; a JSON Patch is an array such as"
            + " [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]",
        "[{'path':'/a'}] | [0].op is missing or not a string; a JSON Patch is an array such as"
            + " [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]",
        "[{'op':'move','path':'/a'}] | [0].op must be add, replace or remove; a JSON Patch is an"
            + " array such as [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]",
        "[{'op':'add','path':7}] | [0].path is missing or not a string; a JSON Patch is an array"
            + " such as [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]",
        "[{'op':'add','path':'a'}] | the path 'a' does not begin with a slash",
        "[{'op':'add','path':'/'}] | the path '/' has an empty name",
        "[{'op':'add','path':'/a//b'}] | the path '/a//b' has an empty name",
        "[{'op':'add','path':'/a/b/c'}] | the path '/a/b/c' is too long; it may be /PROPERTY,"
            + " /COMPONENT or /COMPONENT/PROPERTY",
        "[{'op':'add','path':'/$metadata'}] | the path '/$metadata' names '$metadata', which only"
            + " the hub writes",
        "[{'op':'add','path':'/c/__t'}] | the path '/c/__t' names '__t', which only the hub writes",
        "[{'op':'replace','path':'/no','value':1}] | replace '/no': the digital twin has nothing"
            + " there",
        "[{'op':'remove','path':'/c/no'}] | remove '/c/no': the digital twin has nothing there",
        "[{'op':'add','path':'/a'}] | add '/a': the value is missing or null; use remove to take a"
            + " value away",
        "[{'op':'add','path':'/c','value':1}] | add '/c': 'c' is a component, so its value must be"
            + " an object",
        "[{'op':'add','path':'/a/b','value':1}] | the path '/a/b' leads through 'a', which is a"
            + " property and not a component",
      })
  void bad_patches_are_refused_with_the_place(String patch, String message) {
    Twin twin = aTwin().withDesired("{'a':1,'c':{'__t':'c','x':1}}").build();
    assertThatThrownBy(() -> patch(patch).of(twin))
        .isInstanceOf(HubException.class)
        .hasMessage(message);
  }

  @Test
  void a_patch_has_a_thousand_operations_at_most() {
    String one = "{'op':'add','path':'/a','value':1},";
    assertThat(patch("[" + one.repeat(1000) + "]").operations()).hasSize(1000);
    assertThatThrownBy(() -> patch("[" + one.repeat(1001) + "]"))
        .hasMessage("the patch has 1001 operations; at most 1000 are allowed");
  }
}
