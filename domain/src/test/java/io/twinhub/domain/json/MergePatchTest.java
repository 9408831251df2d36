package io.twinhub.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Null removes". Source: the table of stored, patch and result in Azure's twin behaviour. */
class MergePatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                | {'p':null}              | {}",
        "{}                | {'p':{'q':null}}        | {'p':{}}",
        "{'p':{}}          | {'p':{'q':null}}        | {'p':{}}",
        "{'p':{'q':1}}     | {'p':{'q':null}}        | {'p':{}}",
        "{'p':{'q':1}}     | {'p':null}              | {}",
        "{'p':{'q':1}}     | {'p':{}}                | {'p':{'q':1}}",
        "{'p':{'q':1}}     | {'p':{'r':null}}        | {'p':{'q':1}}",
        "{'p':{'q':1}}     | {'p':5}                 | {'p':5}",
        "{'p':5}           | {'p':{'q':1}}           | {'p':{'q':1}}",
        "{'p':[1,2]}       | {'p':[3]}               | {'p':[3]}",
        "{'p':[1,2]}       | {'p':{'0':9}}           | {'p':{'0':9}}",
        "{'a':1,'b':2}     | {'c':3,'a':4}           | {'a':4,'b':2,'c':3}",
        "{'a':{'b':{'c':1}}} | {'a':{'b':{'d':2}}}   | {'a':{'b':{'c':1,'d':2}}}",
        "{'a':1}           | {}                      | {'a':1}",
        "{}                | {'a':{'b':{'c':null},'d':1}} | {'a':{'b':{},'d':1}}",
      })
  void a_patch_is_merged(String stored, String patch, String result) {
    assertThat(MergePatch.apply(TestJson.object(stored), TestJson.object(patch)).toString())
        .isEqualTo(TestJson.object(result).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{'a':null,'b':{'c':null,'d':1},'e':[null]} | {'b':{'d':1},'e':[null]}"})
  void nulls_go_and_arrays_are_left_alone(String object, String result) {
    assertThat(MergePatch.withoutNulls(TestJson.object(object))).isEqualTo(TestJson.object(result));
  }
}
