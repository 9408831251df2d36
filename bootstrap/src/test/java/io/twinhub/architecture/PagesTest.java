package io.twinhub.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.TwinhubCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README and the pages in docs show is what there is. */
class PagesTest {
  /** So many fit on a few screens; what is longer belongs on a page of its own. */
  private static final int README_LINES_MAX = 350;

  private static final Pattern BLOCK =
      Pattern.compile("<!-- file: (\\S+) -->\\n```\\w+\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern OPTION_ROW = Pattern.compile("(?m)^\\| `(--[a-z-]+)[ `]");
  private static final String LANGUAGES = "c|cs|go|java|js|py|rs";

  private static String page(String name) {
    return SourceTree.read(SourceTree.root().resolve(name));
  }

  private static Set<String> shownFiles(String text) {
    Set<String> shown = new TreeSet<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      assertThat(page(blocks.group(1)).strip())
          .as(blocks.group(1))
          .isEqualTo(blocks.group(2).strip());
      shown.add(blocks.group(1));
    }
    return shown;
  }

  @Test
  void each_program_that_a_page_shows_is_the_program_that_is_pasted() {
    Set<String> shown = new TreeSet<>();
    Pages.all().forEach(page -> shown.addAll(shownFiles(SourceTree.read(page))));
    assertThat(shown).containsAll(tutorialPrograms());
  }

  private static Set<String> tutorialPrograms() {
    Path root = SourceTree.root();
    Set<String> programs = new TreeSet<>();
    for (Path file : SourceTree.filesBelow(root.resolve("docs/tutorial"))) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (name.matches(".*\\.(%s)".formatted(LANGUAGES))
          && !name.matches(".*/(target|obj|bin/Debug|node_modules)/.*")) {
        programs.add(name);
      }
    }
    assertThat(programs).hasSizeGreaterThan(10);
    return programs;
  }

  @Test
  void each_link_leads_to_a_file_and_a_heading_that_are_there() {
    assertThat(Pages.all()).hasSizeGreaterThan(80);
    assertThat(Pages.all().stream()
            .flatMap(page -> Pages.deadLinks(page, SourceTree.read(page)).stream()))
        .isEmpty();
  }

  @Test
  void each_page_is_reached_from_the_README() {
    String readme = page("README.md");
    assertThat(Pages.all().stream()
            .map(page -> SourceTree.root().relativize(page).toString().replace('\\', '/'))
            .filter(name -> name.matches("docs/[^/]+\\.md|docs/tutorial/[^/]+\\.md"))
            .filter(name -> !readme.contains("](" + name)))
        .isEmpty();
  }

  @Test
  void the_README_fits_on_a_few_screens() {
    assertThat(page("README.md").lines()).hasSizeLessThanOrEqualTo(README_LINES_MAX);
  }

  @Test
  void the_table_of_options_is_that_of_the_command() {
    Set<String> shown = new TreeSet<>();
    Matcher rows = OPTION_ROW.matcher(page("docs/configuration.md"));
    while (rows.find()) {
      shown.add(rows.group(1));
    }
    CommandLine start = requireNonNull(TwinhubCommand.commandLine(
            config -> {
              throw new IllegalStateException("not started in this test");
            },
            "test")
        .getSubcommands()
        .get("start"));
    Set<String> known = new TreeSet<>();
    for (OptionSpec option : start.getCommandSpec().options()) {
      known.add(option.longestName());
    }
    known.remove("--help");
    known.remove("--version");
    assertThat(shown).isEqualTo(known);
  }

  /** The check of links finds nothing; here is what it would find. */
  @Nested
  class The_check_of_links_bites {
    private final Path page = SourceTree.root().resolve("README.md");

    private List<String> dead(String text) {
      return Pages.deadLinks(page, text);
    }

    @Test
    void on_a_file_that_is_missing() {
      assertThat(dead("[a](docs/nothing.md)")).containsExactly("README.md: docs/nothing.md");
      assertThat(dead("[a](docs/architecture.md)")).isEmpty();
    }

    @Test
    void on_a_heading_that_is_missing() {
      assertThat(dead("[a](#one)\n## Two")).containsExactly("README.md: #one");
      assertThat(dead("[a](docs/architecture.md#nowhere)")).hasSize(1);
      assertThat(dead("[a](docs/architecture.md#the-picture)")).isEmpty();
    }

    @Test
    void but_not_on_what_only_looks_like_a_link_or_a_heading() {
      assertThat(dead("```\n[a](nothing.md)\n```\n[b](https://example.com/#x)")).isEmpty();
      assertThat(dead("[a](#one)\n```\n# one\n```\n")).hasSize(1);
    }

    @Test
    void and_knows_how_headings_become_anchors() {
      assertThat(Pages.anchors("# Node's `test` runner, 2\n## A\n## A\n"))
          .containsExactlyInAnyOrder("nodes-test-runner-2", "a", "a-1");
    }
  }
}
