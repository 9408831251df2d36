package io.twinhub.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README and all pages in docs, and where their links lead. */
final class Pages {
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");

  private Pages() {}

  /** All of them. */
  static List<Path> all() {
    Path root = SourceTree.root();
    return Stream.concat(
            Stream.of(root.resolve("README.md")),
            SourceTree.filesBelow(root.resolve("docs")).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !file.toString().contains("node_modules")))
        .toList();
  }

  /** The links of {@code page} that lead nowhere: a file that is missing, or a heading that its page lacks. */
  static List<String> deadLinks(Path page, String text) {
    List<String> dead = new ArrayList<>();
    Matcher links = LINK.matcher(FENCE.matcher(text).replaceAll(""));
    while (links.find()) {
      String link = links.group(1);
      if (link.contains("://") || link.startsWith("mailto:")) {
        continue;
      }
      int hash = link.indexOf('#');
      String file = hash < 0 ? link : link.substring(0, hash);
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      boolean there = file.isEmpty() || Files.exists(target);
      boolean found =
          there && (hash < 0 || anchors(target, page, text).contains(link.substring(hash + 1)));
      if (!found) {
        dead.add(page.getFileName() + ": " + link);
      }
    }
    return dead;
  }

  private static Set<String> anchors(Path target, Path page, String text) {
    return anchors(target.equals(page) ? text : SourceTree.read(target));
  }

  /** The anchors that GitHub gives to the headings of {@code text}. */
  static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher headings = HEADING.matcher(FENCE.matcher(text).replaceAll(""));
    while (headings.find()) {
      String anchor = headings
          .group(1)
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N}_ -]", "")
          .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
