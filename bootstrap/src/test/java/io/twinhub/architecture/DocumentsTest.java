package io.twinhub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.DocumentNames;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Public documents are spelled once (ADR-0047): the name of a member stands as a text in {@link
 * DocumentNames} and nowhere else in production code. Names of one plain word, such as {@code status}, have
 * other meanings, too, and are not looked for.
 */
class DocumentsTest {
  /** Documents in the store have names of their own, which stay when public ones change. */
  private static final String STORED = "/engine/compact/record/";

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:/?\\*|//).*$");

  private static final Pattern SPELLED = Pattern.compile(names().stream()
      .filter(name -> name.chars().anyMatch(Character::isUpperCase))
      .collect(Collectors.joining("|", "\\\\?\"(", ")\\\\?\"")));

  private static List<String> names() {
    return Arrays.stream(DocumentNames.class.getFields())
        .map(DocumentsTest::text)
        .toList();
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException notPublic) {
      throw new IllegalStateException(notPublic);
    }
  }

  private static List<String> spelledIn(String source) {
    return SPELLED
        .matcher(COMMENT.matcher(source).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static boolean maySpell(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith("/DocumentNames.java") || path.contains(STORED);
  }

  @Test
  void no_class_spells_the_name_of_a_member_a_second_time() {
    assertThat(SourceTree.productionFiles().stream()
            .filter(file -> !maySpell(file))
            .flatMap(file -> spelledIn(SourceTree.read(file)).stream()
                .map(name -> file.getFileName() + " spells " + name)))
        .isEmpty();
  }

  @Test
  void those_that_may_spell_names_do() {
    assertThat(SourceTree.productionFiles())
        .filteredOn(DocumentsTest::maySpell)
        .filteredOn(file -> !spelledIn(SourceTree.read(file)).isEmpty())
        .extracting(file -> file.getFileName().toString())
        .contains("DocumentNames.java", "IdentityRecord.java");
  }

  @Test
  void no_two_constants_are_one_name() {
    assertThat(names()).doesNotHaveDuplicates().contains("symmetricKey", "status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  document.put(\"primaryThumbprint\", hex);",
        "  byte[] begin = ascii(\"{\\\"deviceId\\\":\");",
        "  String own = \"symmetricKey\"; // a comment"
      })
  void a_second_spelling_is_found(String source) {
    assertThat(spelledIn(source)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  document.put(DocumentNames.DEVICE_ID, id);",
        "   * {@code {\"deviceId\":…}}",
        "  // \"deviceId\"",
        "  throw wrong(\"statusReason is too long\");",
        "  document.put(\"status\", word);"
      })
  void what_is_no_spelling_is_let_be(String source) {
    assertThat(spelledIn(source)).isEmpty();
  }
}
