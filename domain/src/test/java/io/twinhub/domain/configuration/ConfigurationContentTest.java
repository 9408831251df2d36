package io.twinhub.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.TwinRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration may have as its content, and as its id. */
class ConfigurationContentTest {
  private static final String REFUSAL =
      "The content provided for configuration is invalid. Please check and try again: ";
  private static final JsonValue ONE = JsonNumber.of(1);

  private static JsonObject device(String key, JsonValue value) {
    return JsonObject.of("deviceContent", JsonObject.of(key, value));
  }

  private static JsonObject deep(int levels) {
    JsonObject object = JsonObject.of("x", ONE);
    for (int i = 0; i < levels; i++) {
      object = JsonObject.of("x", object);
    }
    return object;
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            JsonObject.EMPTY,
            "it must have one of deviceContent, moduleContent and modulesContent, and has none"),
        Arguments.of(
            device("properties.desired.a", ONE)
                .with("moduleContent", JsonObject.of("properties.desired.a", ONE)),
            "it must have one of deviceContent, moduleContent and modulesContent, and has 2"),
        Arguments.of(JsonObject.of("deviceContent", ONE), "deviceContent must be an object"),
        Arguments.of(
            device("tags.a", ONE),
            "deviceContent: 'tags.a' is no desired property; keys begin with properties.desired"),
        Arguments.of(
            device("properties.desiredfoo", ONE),
            "deviceContent: 'properties.desiredfoo' is no desired property; keys begin with"
                + " properties.desired"),
        Arguments.of(
            device("properties.reported.a", ONE),
            "deviceContent: 'properties.reported.a' is no desired property; keys begin with"
                + " properties.desired"),
        Arguments.of(
            device("properties.desired..a", ONE),
            "deviceContent: 'properties.desired..a' has an empty name in its path"),
        Arguments.of(
            device("properties.desired", ONE),
            "deviceContent.properties.desired must be an object"),
        Arguments.of(
            device("properties.desired.$a", ONE),
            "deviceContent: Property or Tag name has invalid characters. Error in Property/Tag $a."
                + " Must not contain Control Characters, '.', '$', '#', or ' '."),
        Arguments.of(
            device("properties.desired.a", new JsonString("x".repeat(5000))),
            "deviceContent: Property or Tag value should be maximum 4096 bytes. Error in"
                + " Property/Tag a: 5000 bytes"),
        Arguments.of(
            device("properties.desired.a", new JsonArray(List.of())),
            "deviceContent: Provided json is not a valid 'tags' or 'properties' object: arrays are"
                + " not supported. Error in Property/Tag a. Start the hub with --arrays allow to"
                + " store arrays."),
        Arguments.of(
            device("properties.desired.a", ONE)
                .with(
                    "deviceContent",
                    JsonObject.of("properties.desired.a", ONE).with("properties.desired.a.b", ONE)),
            "deviceContent: 'properties.desired.a' and 'properties.desired.a.b' set the same"
                + " property properties.desired.a.b"),
        Arguments.of(
            JsonObject.of("modulesContent", JsonObject.of("a/b", JsonObject.EMPTY)),
            "modulesContent.a/b is not the id of a module"),
        Arguments.of(
            JsonObject.of("modulesContent", JsonObject.of("m", ONE)),
            "modulesContent.m must be an object"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_content_that_no_twin_can_hold_is_refused(JsonObject content, String problem) {
    assertThatThrownBy(() -> ConfigurationContent.of(content, TwinRules.DEFAULT))
        .isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION_CONTENT);
          assertThat(refusal.error().message()).isEqualTo(REFUSAL + problem);
        });
  }

  @Test
  void a_content_that_is_nested_too_deeply_is_refused() {
    assertThatThrownBy(() ->
            ConfigurationContent.of(device("properties.desired", deep(11)), TwinRules.DEFAULT))
        .hasMessageContaining("Nested depth of twin property exceeds 10");
  }

  @Test
  void objects_are_taken_apart_and_nulls_are_settings_too() {
    ConfigurationContent content = ConfigurationContent.of(
        device(
            "properties.desired",
            JsonObject.of("a", JsonObject.of("b", ONE).with("c", JsonNull.NULL))
                .with("e", JsonObject.EMPTY)),
        TwinRules.DEFAULT);
    assertThat(content.kind()).isEqualTo(Kind.DEVICE);
    assertThat(content.all())
        .extracting(setting -> setting.path() + "=" + setting.value())
        .containsExactly("a.b=1", "a.c=null", "e={}");
  }

  @Test
  void a_member_that_is_null_or_empty_counts_as_missing_beside_another() {
    JsonObject content = device("properties.desired.a", ONE)
        .with("moduleContent", JsonNull.NULL)
        .with("modulesContent", JsonObject.EMPTY);
    assertThat(ConfigurationContent.of(content, TwinRules.DEFAULT).kind()).isEqualTo(Kind.DEVICE);
  }

  @Test
  void a_deployment_names_modules_by_content_and_by_what_the_agent_runs() {
    JsonObject agent = JsonObject.of(
        "properties.desired",
        JsonObject.of("modules", JsonObject.of("filter", JsonObject.of("status", ONE))));
    ConfigurationContent full = ConfigurationContent.of(
        JsonObject.of(
            "modulesContent",
            JsonObject.of("$edgeAgent", agent)
                .with("sensor", JsonObject.of("properties.desired.rate", ONE))),
        TwinRules.DEFAULT);
    assertThat(full.modules()).containsExactly("$edgeAgent", "sensor", "filter");
    assertThat(full.layered()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "with space", "a/b", "ä", "a.b", "a$"})
  void an_id_with_other_characters_is_refused(String id) {
    assertThatThrownBy(() -> new ConfigurationId(id))
        .hasMessageContaining(
            "'%s' is not the id of a configuration: an id has 1 to 128".formatted(id));
  }

  @Test
  void an_id_has_128_characters_at_most() {
    assertThat(new ConfigurationId("-+%_*!'" + "a".repeat(121)).value()).hasSize(128);
    assertThatThrownBy(() -> new ConfigurationId("a".repeat(129)))
        .hasMessageContaining("an id has 1 to 128 characters");
  }

  private static ConfigurationContent content(String json) {
    return ConfigurationContent.of(TestJson.object(json), TwinRules.DEFAULT);
  }

  @Test
  void what_clients_send_back_in_another_form_is_the_same_content() {
    ConfigurationContent content =
        content("{'deviceContent':{'properties.desired.a':{'b':1,'c':null}}}");
    assertThat(content.isSame(content(
            "{'deviceContent':{'properties.desired':{'a':{'c':null,'b':1}}},'modulesContent':null,"
                + "'moduleContent':{}}")))
        .isTrue();
    for (String other : List.of(
        "{'deviceContent':{'properties.desired.a':{'b':2,'c':null}}}",
        "{'deviceContent':{'properties.desired.a':{'b':1}}}",
        "{'deviceContent':{'properties.desired.a':{'b':1,'d':null}}}",
        "{'moduleContent':{'properties.desired.a':{'b':1,'c':null}}}",
        "{'modulesContent':{'m':{'properties.desired.a':{'b':1,'c':null}}}}")) {
      assertThat(content.isSame(content(other))).as(other).isFalse();
    }
    assertThat(
            content("{'modulesContent':{'a':{}}}").isSame(content("{'modulesContent':{'b':{}}}")))
        .isFalse();
  }

  @Test
  void a_deployment_needs_the_modules_that_its_agent_is_to_run() {
    ConfigurationContent full = content("{'modulesContent':{'$edgeAgent':{'properties.desired':{"
        + "'modules':{'runs':{'type':'docker'},'gone':null,'a/b':{'x':1}},'runtime':{'modules':1}}},"
        + "'own':{'properties.desired.a':1}}}");
    assertThat(full.layered()).isFalse();
    assertThat(full.modules()).containsExactly("$edgeAgent", "own", "runs");
    ConfigurationContent layer = content(
        "{'modulesContent':{'$edgeAgent':{'properties.desired.modules.more':{'type':'docker'}}}}");
    assertThat(layer.layered()).isTrue();
    assertThat(layer.modules()).containsExactly("$edgeAgent", "more");
  }
}
