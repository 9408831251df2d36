package io.twinhub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What no compiler looks at: the top level, the length of files, notes to oneself, links to decisions (ADR-0008). */
class TidyTest {
  private static final int LINES_MAX = 400;

  /** Source files in a package, its description aside. */
  private static final long FILES_MAX = 20;

  /** Written in pieces, so that this file passes its own test. */
  private static final Pattern NOTE_TO_ONESELF =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  private static final Pattern DECISION = Pattern.compile("\\bADR-(\\d{4})\\b");

  @Test
  void the_tree_is_found() {
    assertThat(SourceTree.javaFiles())
        .anySatisfy(file -> assertThat(file).hasFileName("TidyTest.java"));
    assertThat(SourceTree.decisions()).isNotEmpty();
  }

  @Test
  void nothing_else_stands_beside_the_modules() {
    assertThat(SourceTree.topLevel())
        .containsExactlyInAnyOrder(
            "domain",
            "application",
            "adapters-azure",
            "adapters-local",
            "bootstrap",
            "docs",
            "LICENSE",
            "README.md",
            "pom.xml");
  }

  @Test
  void no_file_is_longer_than_four_hundred_lines() {
    assertThat(offenders(TidyTest::isTooLong)).isEmpty();
  }

  @Test
  void no_file_holds_a_note_to_oneself() {
    assertThat(offenders(TidyTest::holdsNote)).isEmpty();
  }

  @Test
  void every_decision_named_in_a_source_is_written_down() {
    assertThat(offenders(text -> !unwritten(text, SourceTree.decisions()).isEmpty()))
        .isEmpty();
  }

  @Test
  void every_decision_named_in_a_pom_is_written_down() {
    Path root = SourceTree.root();
    assertThat(
            Stream.of("", "domain", "application", "adapters-azure", "adapters-local", "bootstrap")
                .map(module -> SourceTree.read(root.resolve(module).resolve("pom.xml")))
                .flatMap(text -> unwritten(text, SourceTree.decisions()).stream()))
        .isEmpty();
  }

  @Test
  void every_production_package_says_what_it_is() {
    assertThat(SourceTree.productionPackages())
        .isNotEmpty()
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
  }

  @Test
  void no_production_package_holds_more_than_twenty_files() {
    List<Path> packages = SourceTree.productionPackages();
    Map<Path, Long> crowded = SourceTree.javaFiles().stream()
        .filter(file -> packages.contains(file.getParent()))
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    assertThat(crowded).isNotEmpty();
    crowded.values().removeIf(files -> files <= FILES_MAX);
    assertThat(crowded).isEmpty();
  }

  @Test
  void every_decision_says_how_it_is_confirmed() {
    Path folder = SourceTree.root().resolve("docs/adr");
    assertThat(SourceTree.decisions().stream()
            .filter(name -> name.matches("\\d{4}-.*\\.md"))
            .filter(name -> !SourceTree.read(folder.resolve(name)).contains("### Confirmation")))
        .isEmpty();
  }

  /** The checks above find nothing; here is what they would find. */
  @Nested
  class The_checks_bite {
    @Test
    void on_one_line_too_many() {
      assertThat(isTooLong("line\n".repeat(LINES_MAX))).isFalse();
      assertThat(isTooLong("line\n".repeat(LINES_MAX + 1))).isTrue();
    }

    @Test
    void on_a_note_but_not_on_a_word_that_contains_one() {
      assertThat(holdsNote("// TO" + "DO: later")).isTrue();
      assertThat(holdsNote("TO" + "DOS and X" + "XXL")).isFalse();
    }

    @Test
    void on_a_decision_that_nobody_wrote() {
      List<String> written = List.of("0002-hexagonal-modules.md");
      assertThat(unwritten("see ADR-0002 and ADR-" + "9999", written)).containsExactly("9999");
    }
  }

  private static List<Path> offenders(Predicate<String> offence) {
    Path root = SourceTree.root();
    return SourceTree.javaFiles().stream()
        .filter(file -> offence.test(SourceTree.read(file)))
        .map(root::relativize)
        .toList();
  }

  private static boolean isTooLong(String text) {
    return text.lines().count() > LINES_MAX;
  }

  private static boolean holdsNote(String text) {
    return NOTE_TO_ONESELF.matcher(text).find();
  }

  private static List<String> unwritten(String text, List<String> decisions) {
    return DECISION
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .filter(number -> decisions.stream().noneMatch(name -> name.startsWith(number + "-")))
        .distinct()
        .toList();
  }
}
