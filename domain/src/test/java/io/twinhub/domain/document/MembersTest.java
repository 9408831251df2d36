package io.twinhub.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.TestJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members in any case, as the service reads them, and exactly, as files are read. */
class MembersTest {
  private static Members sent(String object) {
    return Members.of(TestJson.object(object));
  }

  private static Members written(String object) {
    return Members.exactly("entry", TestJson.object(object));
  }

  @ParameterizedTest
  @ValueSource(strings = {"statusReason", "StatusReason", "STATUSREASON", "statusreason"})
  void names_that_clients_send_count_in_any_case(String name) {
    assertThat(sent("{'" + name + "':'x'}").text("statusReason")).contains("x");
    assertThat(sent("{'" + name + "':true}").flag("statusReason")).isTrue();
    assertThat(sent("{'" + name + "':['x']}").texts("statusReason")).containsExactly("x");
    assertThat(sent("{'" + name + "':{'Inner':'x'}}")
            .object("statusReason")
            .orElseThrow()
            .text("inner"))
        .contains("x");
    assertThat(sent("{'" + name + "':[{'Inner':'x'}]}").objects("statusReason").stream()
            .flatMap(inner -> inner.text("inner").stream()))
        .containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'a','Status':'b'} | b",
        "{'Status':'b','status':'a'} | a",
        "{'STATUS':'c','Status':'b'} | b",
        "{'status':'a','Status':null} | ``"
      })
  void of_two_that_differ_in_case_the_last_counts(String object, String value) {
    assertThat(sent(object).text("status").orElse("")).isEqualTo(value);
  }

  @Test
  void null_is_as_not_said_unless_it_is_asked_for() {
    Members members = sent("{'Tags':null}");
    assertThat(members.find("tags")).isEmpty();
    assertThat(members.findEvenNull("tags")).contains(JsonNull.NULL);
    assertThat(members.findEvenNull("tag")).isEmpty();
    assertThat(members.texts("tags")).isEqualTo(List.of());
    assertThat(members.objects("tags")).isEmpty();
    assertThat(members.flag("tags")).isFalse();
    assertThat(members.object("tags")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Text':1}       | text must be a string",
        "{'FLAG':'yes'}   | flag must be true or false",
        "{'Object':[]}    | object must be an object",
        "{'Texts':'x'}    | texts must be an array of strings",
        "{'Texts':['x',1]} | texts must be an array of strings",
        "{'Objects':{}}   | objects must be a list",
        "{'Objects':[{},1]} | objects[1] must be an object",
        "{'Object':{'Text':1}} | object.text must be a string"
      })
  void one_of_another_type_is_refused_with_its_path(String object, String message) {
    Members members = sent(object);
    assertThatThrownBy(() -> List.of(
            members.text("text"),
            members.flag("flag"),
            members.texts("texts"),
            members.objects("objects"),
            members.object("object").flatMap(found -> found.text("text"))))
        .isInstanceOf(HubException.class)
        .hasMessage(message);
  }

  @Test
  void a_file_is_read_as_it_is_written() {
    assertThat(written("{'Status':'x'}").text("status")).isEmpty();
    assertThat(written("{'status':'x'}").text("status")).contains("x");
    assertThat(written("{'keys':{'Primary':'x'}}")
            .object("keys")
            .flatMap(keys -> keys.text("primary")))
        .isEmpty();
    assertThat(written("{'a':1}").with(TestJson.object("{'A':'x'}")).text("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Status':1} | entry.Status is not a known field; did you mean status?",
        "{'status':1,'colour':2} | entry.colour is not a known field; the known fields are reason, status"
      })
  void an_unknown_member_of_a_file_is_a_typing_mistake(String object, String message) {
    assertThatThrownBy(() -> written(object).requireKnown(Set.of("status", "reason")))
        .isInstanceOf(HubException.class)
        .hasMessage(message);
  }
}
