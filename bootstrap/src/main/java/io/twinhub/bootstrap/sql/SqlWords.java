package io.twinhub.bootstrap.sql;

import io.twinhub.local.engine.query.QueryWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, keywords, functions, and the property paths that currently occur in twins. */
final class SqlWords implements Completer {
  private static final List<String> COMMANDS = List.of(
      ".explain", ".why", ".watch", ".method", ".paths", ".mode", ".timer", ".help", ".exit");

  /** What a query reads, which stands after FROM. */
  private static final List<String> COLLECTIONS =
      List.of("devices", "devices.modules", "devices.jobs");

  private static final List<String> WORDS = Stream.of(QueryWords.keywords(), QueryWords.functions())
      .flatMap(List::stream)
      .toList();

  private final Supplier<List<String>> paths;

  SqlWords(Supplier<List<String>> paths) {
    this.paths = paths;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    if (line.wordIndex() == 0 && word.startsWith(".")) {
      COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
      return;
    }
    String before = line.wordIndex() > 0 ? line.words().get(line.wordIndex() - 1) : "";
    completions(before, word).forEach(found -> candidates.add(candidate(found)));
  }

  /** The completions of {@code word} after the word {@code before}; after FROM only collections. */
  List<String> completions(String before, String word) {
    if (!before.equalsIgnoreCase("from")) {
      return completions(word);
    }
    String begun = word.toLowerCase(Locale.ROOT);
    return COLLECTIONS.stream().filter(known -> known.startsWith(begun)).toList();
  }

  /** The completions of {@code word}, in capitals or not, as the word begins. */
  List<String> completions(String word) {
    String begun = word.toLowerCase(Locale.ROOT);
    boolean small = !word.isEmpty() && word.equals(begun);
    List<String> found = new ArrayList<>();
    for (String known : WORDS) {
      if (known.toLowerCase(Locale.ROOT).startsWith(begun)) {
        found.add(small ? known.toLowerCase(Locale.ROOT) : known);
      }
    }
    paths.get().stream()
        .filter(path -> path.toLowerCase(Locale.ROOT).startsWith(begun))
        .forEach(found::add);
    return found;
  }

  private static Candidate candidate(String text) {
    boolean complete = !text.endsWith("(");
    return new Candidate(text, text, null, null, null, null, complete);
  }
}
