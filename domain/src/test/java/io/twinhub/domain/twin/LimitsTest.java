package io.twinhub.domain.twin;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.TestJson;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a twin may hold. Source: Azure's twin behaviour, validation. */
class LimitsTest {
  private static final TwinRules ALLOW_ARRAYS = new TwinRules(TwinRules.Arrays.ALLOW);

  private static TwinUpdate patchTags(JsonObject tags, TwinRules rules) {
    return ATwin.fresh().patched(TwinPatch.ofTags(tags), IfMatch.any(), Instant.EPOCH, rules);
  }

  private static void assertRefused(String tags, TwinRules rules, String message) {
    assertRefused(TestJson.object(tags), rules, message);
  }

  private static void assertRefused(JsonObject tags, TwinRules rules, String message) {
    assertThatThrownBy(() -> patchTags(tags, rules))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID))
        .hasMessage(message);
  }

  private static void assertAccepted(JsonObject tags, TwinRules rules) {
    assertThatCode(() -> patchTags(tags, rules)).doesNotThrowAnyException();
  }

  /** An object of {@code levels} objects inside one another, the innermost empty. */
  private static JsonObject nested(int levels) {
    JsonObject object = JsonObject.EMPTY;
    for (int i = 1; i < levels; i++) {
      object = JsonObject.of("n", object);
    }
    return object;
  }

  @Nested
  class Keys {
    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a$b", "$version", "a#b", "a b", "a\u0001b", "a\u0085b"})
    void with_forbidden_characters_are_refused(String key) {
      assertRefused(
          JsonObject.of("o", JsonObject.of(key, new JsonString("x"))),
          TwinRules.DEFAULT,
          "Property or Tag name has invalid characters. Error in Property/Tag %s. Must not contain"
                  .formatted(ClientText.onOneLine(key))
              + " Control Characters, '.', '$', '#', or ' '.");
    }

    @Test
    void that_are_empty_are_refused() {
      assertRefused(
          "{'':1}",
          TwinRules.DEFAULT,
          "Property or Tag name has invalid characters. Error in Property/Tag '' (empty). Must not"
              + " contain Control Characters, '.', '$', '#', or ' '.");
    }

    @Test
    void of_1024_bytes_pass_and_of_1025_are_refused() {
      assertAccepted(JsonObject.builder().put("k".repeat(1024), 1).build(), TwinRules.DEFAULT);
      String tooLong = "é".repeat(512) + "k";
      assertRefused(
          JsonObject.of("o", JsonObject.builder().put(tooLong, 1).build()),
          TwinRules.DEFAULT,
          "Property or Tag name should be maximum 1024 bytes, but one in tags.o has 1025.");
    }

    @Test
    void of_other_scripts_pass() {
      assertAccepted(TestJson.object("{'Größe':1,'温度':2,'a-b_c':3}"), TwinRules.DEFAULT);
    }

    @Test
    void that_only_a_null_names_are_checked_too() {
      assertRefused(
          "{'a.b':null}",
          TwinRules.DEFAULT,
          "Property or Tag name has invalid characters. Error in Property/Tag a.b. Must not contain"
              + " Control Characters, '.', '$', '#', or ' '.");
    }
  }

  @Nested
  class Values {
    @Test
    void strings_of_4096_bytes_pass_and_of_4097_are_refused() {
      assertAccepted(JsonObject.of("s", new JsonString("x".repeat(4096))), TwinRules.DEFAULT);
      assertRefused(
          JsonObject.of("s", new JsonString("€".repeat(1365) + "xx")),
          TwinRules.DEFAULT,
          "Property or Tag value should be maximum 4096 bytes. Error in Property/Tag s: 4097"
              + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-4503599627370496", "4503599627370495", "0", "1.5", "1e300", "-2.5e-7"})
    void numbers_in_range_pass(String number) {
      assertAccepted(TestJson.object("{'n':%s}".formatted(number)), TwinRules.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-4503599627370497",
          "4503599627370496",
          "9223372036854775807",
          "12345678901234567891"
        })
    void integers_out_of_range_are_refused(String number) {
      assertRefused(
          "{'a':{'n':%s}}".formatted(number),
          TwinRules.DEFAULT,
          ("Property a.n has an out of bound value %s. Valid values are between"
                  + " -4503599627370496 and 4503599627370495")
              .formatted(number));
    }

    @Test
    void a_tenth_object_passes_and_an_eleventh_is_refused_even_if_empty() {
      assertAccepted(nested(11), TwinRules.DEFAULT);
      assertRefused(
          nested(12),
          TwinRules.DEFAULT,
          "Nested depth of twin property exceeds 10. Error in Property/Tag"
              + " n.n.n.n.n.n.n.n.n.n.n");
    }

    @Test
    void a_leaf_in_the_tenth_object_passes() {
      JsonObject object = TestJson.object("{'leaf':1}");
      for (int i = 0; i < 10; i++) {
        object = JsonObject.of("n", object);
      }
      assertAccepted(object, TwinRules.DEFAULT);
    }
  }

  @Nested
  class Arrays {
    @Test
    void are_refused_with_the_name_of_the_switch() {
      assertRefused(
          "{'a':{'list':[1]}}",
          TwinRules.DEFAULT,
          "Provided json is not a valid 'tags' or 'properties' object: arrays are not supported. Error"
              + " in Property/Tag a.list. Start the hub with --arrays allow to store arrays.");
    }

    @Test
    void are_stored_when_allowed() {
      JsonObject tags = TestJson.object("{'list':[1,'x',true,{'a':1},[2],[]]}");
      assertThat(patchTags(tags, ALLOW_ARRAYS).after().tags().values()).isEqualTo(tags);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'l':[null]}          | l.[0]",
          "{'l':[1,{'a':null}]}  | l.[1].a",
          "{'l':[[null]]}        | l.[0].[0]"
        })
    void hold_no_null_at_any_depth(String tags, String place) {
      assertRefused(
          tags,
          ALLOW_ARRAYS,
          "Value of Property or Tag cannot be null. Error in Property/Tag " + place);
    }

    @Test
    void count_as_levels() {
      assertAccepted(TestJson.object("{'l':[[[[[[[[[[1]]]]]]]]]]}"), ALLOW_ARRAYS);
      assertRefused(
          "{'l':[[[[[[[[[[[1]]]]]]]]]]]}",
          ALLOW_ARRAYS,
          "Nested depth of twin property exceeds 10. Error in Property/Tag"
              + " l.[0].[0].[0].[0].[0].[0].[0].[0].[0].[0]");
    }

    @Test
    void after_an_array_a_null_removes_again() {
      assertAccepted(TestJson.object("{'l':[1],'x':null}"), ALLOW_ARRAYS);
    }
  }

  @Nested
  class Sizes {
    /** Properties that count {@code bytes}: keys of 4 bytes, values of up to 1,024. */
    private JsonObject counting(int bytes) {
      JsonObject.Builder object = JsonObject.builder();
      int full = (bytes - 5) / 1024;
      IntStream.range(0, full).forEach(i -> object.put("k%03d".formatted(i), "v".repeat(1020)));
      object.put("rest", "v".repeat(bytes - full * 1024 - 4));
      return object.build();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'ab':'cd'}             | 4",
          "{'ab':12345}            | 10",
          "{'ab':true}             | 6",
          "{'a':{'b':{}}}          | 2",
          "{'a':[1,'x',false,{'b':2}]} | 23",
          "{'é':'€'}               | 5",
        })
    void are_counted_as_the_documentation_says(String json, int size) {
      assertThat(TwinSize.of(TestJson.object(json))).isEqualTo(size);
    }

    @Test
    void leave_out_control_characters_and_count_pairs_of_surrogates_once() {
      assertThat(TwinSize.of(new JsonString("a\u0001b\u0085"))).isEqualTo(2);
      assertThat(TwinSize.of(new JsonString("😀"))).isEqualTo(4);
      assertThat(TwinSize.of(JsonNull.NULL)).isZero();
    }

    @Test
    void of_tags_end_at_8_kb() {
      assertAccepted(counting(8192), TwinRules.DEFAULT);
      assertRefused(counting(8193), TwinRules.DEFAULT, "Twin tags size 8193 exceeds maximum 8192");
    }

    @Test
    void of_desired_properties_end_at_32_kb() {
      TwinPatch patch = TwinPatch.ofDesired(counting(32769));
      assertThatThrownBy(
              () -> ATwin.fresh().patched(patch, IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT))
          .hasMessage("Twin properties.desired size 32769 exceeds maximum 32768");
    }

    @Test
    void of_reported_properties_end_at_32_kb() {
      ReportedPatch report = ReportedPatch.of(counting(32769));
      assertThatThrownBy(() -> ATwin.fresh().reported(report, Instant.EPOCH, TwinRules.DEFAULT))
          .hasMessage("Twin properties.reported size 32769 exceeds maximum 32768");
    }

    @Test
    void are_judged_after_the_merge() {
      Twin full = aTwin().withTags(counting(8192).toString()).build();
      TwinPatch oneMore = TwinPatch.ofTags(TestJson.object("{'x':true}"));
      assertThatThrownBy(
              () -> full.patched(oneMore, IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT))
          .hasMessage("Twin tags size 8197 exceeds maximum 8192");
    }

    @Test
    void over_the_limit_may_shrink_but_not_grow() {
      JsonObject before = counting(9000);
      assertThatCode(() -> TwinRules.DEFAULT.checkSize(Section.TAGS, before, counting(8900)))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> TwinRules.DEFAULT.checkSize(Section.TAGS, before, counting(9001)))
          .hasMessage("Twin tags size 9001 exceeds maximum 8192");
    }
  }
}
