package io.twinhub.bootstrap.cli.edit;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that edit a document in place, in the order in which they are given. */
public final class EditOptions {
  private final List<Function<Boolean, List<Edit>>> edits = new ArrayList<>();

  @Option(
      names = "--force-string",
      description = "Take the values of --set and --add for texts, even if they are JSON.")
  private boolean text;

  @Option(
      names = Edit.SET,
      arity = "1..*",
      paramLabel = "PATH=VALUE",
      parameterConsumer = Words.class,
      description = {
        "Set what a path names, such as tags.location.region=US; the value is JSON or a text,",
        "and null removes."
      })
  void set(@Nullable List<String> words) {
    remember(words, merging -> Edit.set(present(words), text, merging));
  }

  @Option(
      names = Edit.ADD,
      arity = "1..*",
      paramLabel = "PATH VALUE",
      parameterConsumer = Words.class,
      description = "Add to the array at a path: JSON, a text, or an object as NAME=VALUE.")
  void add(@Nullable List<String> words) {
    remember(words, merging -> List.of(Edit.add(present(words), text)));
  }

  @Option(
      names = Edit.REMOVE,
      arity = "1..*",
      paramLabel = "PATH",
      parameterConsumer = Words.class,
      description = "Remove what a path names; of an array, the element whose index follows.")
  void remove(@Nullable List<String> words) {
    remember(words, merging -> List.of(Edit.remove(present(words))));
  }

  /** Before it reads a line, picocli calls each setter without any words. */
  private void remember(@Nullable List<String> words, Function<Boolean, List<Edit>> edit) {
    if (!present(words).isEmpty()) {
      edits.add(edit);
    }
  }

  private static List<String> present(@Nullable List<String> words) {
    return words == null ? List.of() : words;
  }

  /** Whether none of the options is given. */
  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /**
   * Reads the edits, which needs no document yet.
   *
   * @throws CommandFailure saying what is wrong with one
   */
  public void check() {
    for (Function<Boolean, List<Edit>> edit : edits) {
      List<Edit> unused = edit.apply(false);
    }
  }

  /**
   * {@code document}, edited; an object that is set takes the place of the one before.
   *
   * @throws CommandFailure saying what is wrong with an edit
   */
  public JsonObject over(JsonObject document) {
    return edited(document, false, List.of());
  }

  /**
   * {@code document}, edited; an object that is set is merged into the one before, as hubs merge twins.
   *
   * @param places the members that may be edited, by their paths
   * @throws CommandFailure saying what is wrong with an edit
   */
  public JsonObject merged(JsonObject document, List<List<String>> places) {
    return edited(document, true, places);
  }

  private JsonObject edited(JsonObject document, boolean merging, List<List<String>> places) {
    JsonObject edited = document;
    for (Function<Boolean, List<Edit>> each : edits) {
      for (Edit edit : each.apply(merging)) {
        requireIn(edit, places);
        edited = edit.apply(edited);
      }
    }
    return edited;
  }

  private static void requireIn(Edit edit, List<List<String>> places) {
    if (!places.isEmpty() && places.stream().noneMatch(edit.path()::startsWith)) {
      List<String> names = places.stream().map(place -> String.join(".", place)).toList();
      throw CommandFailure.usage("%s: %s cannot be changed here; %s can"
          .formatted(edit.option(), edit.path().text(), String.join(" and ", names)));
    }
  }

  /** Takes all words up to the next option, as one value, so that the options keep their order. */
  static final class Words implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      List<String> words = new ArrayList<>();
      while (!args.isEmpty() && !isOption(args.peek(), command)) {
        words.add(args.pop());
      }
      if (words.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "Missing required parameter for option '%s' (%s)"
                .formatted(((OptionSpec) option).longestName(), option.paramLabel()));
      }
      option.setValue(words);
    }

    private static boolean isOption(String word, CommandSpec command) {
      return word.startsWith("--")
          || (word.startsWith("-") && command.findOption(word.split("=", 2)[0]) != null);
    }
  }
}
