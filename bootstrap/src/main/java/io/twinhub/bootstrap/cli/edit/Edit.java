package io.twinhub.bootstrap.cli.edit;

import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.MergePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One change of a document.
 *
 * @param option the option that asked for it, for messages
 * @param path where
 * @param change makes the new value of the old one; JSON null stands for none
 */
record Edit(String option, EditPath path, UnaryOperator<JsonValue> change) {
  static final String SET = "--set";
  static final String ADD = "--add";
  static final String REMOVE = "--remove";

  /** What {@code --set} asks for: one edit for each word, {@code path=value}. */
  static List<Edit> set(List<String> words, boolean text, boolean merging) {
    return words.stream().map(word -> set(word, text, merging)).toList();
  }

  private static Edit set(String word, boolean text, boolean merging) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw CommandFailure.usage("--set: '%s' is not PATH=VALUE".formatted(word));
    }
    JsonValue value = value(SET, word.substring(equals + 1), text);
    return new Edit(
        SET, EditPath.parse(SET, word.substring(0, equals)), old -> replaced(old, value, merging));
  }

  private static JsonValue replaced(JsonValue old, JsonValue value, boolean merging) {
    return merging && old instanceof JsonObject members && value instanceof JsonObject patch
        ? MergePatch.apply(members, patch)
        : value;
  }

  /**
   * What {@code --add} asks for: elements at the end of an array. Words {@code name=value} in a row become one
   * object.
   */
  static Edit add(List<String> words, boolean text) {
    EditPath path = EditPath.parse(ADD, words.get(0));
    if (words.size() < 2) {
      throw CommandFailure.usage("--add: say what to add to " + path.text());
    }
    List<JsonValue> added = new ArrayList<>();
    JsonObject.Builder members = JsonObject.builder();
    for (String word : words.subList(1, words.size())) {
      int equals = word.startsWith("{") || word.startsWith("[") ? -1 : word.indexOf('=');
      if (equals > 0) {
        members.put(word.substring(0, equals), value(ADD, word.substring(equals + 1), text));
      } else {
        members = flushed(members, added);
        added.add(value(ADD, word, text));
      }
    }
    JsonObject.Builder unused = flushed(members, added);
    return new Edit(ADD, path, old -> {
      if (old != JsonNull.NULL && !(old instanceof JsonArray)) {
        throw CommandFailure.usage("--add: %s is no array".formatted(path.text()));
      }
      List<JsonValue> all =
          new ArrayList<>(old instanceof JsonArray array ? array.elements() : List.of());
      all.addAll(added);
      return new JsonArray(all);
    });
  }

  private static JsonObject.Builder flushed(JsonObject.Builder members, List<JsonValue> into) {
    JsonObject object = members.build();
    if (!object.isEmpty()) {
      into.add(object);
    }
    return JsonObject.builder();
  }

  /** What {@code --remove} asks for: a member, or an element of an array by its index. */
  static Edit remove(List<String> words) {
    if (words.size() > 2) {
      throw CommandFailure.usage("--remove: give a path, or a path and an index");
    }
    String text = words.size() == 1 ? words.get(0) : "%s[%s]".formatted(words.get(0), words.get(1));
    EditPath path = EditPath.parse(REMOVE, text);
    return new Edit(REMOVE, path, old -> {
      if (old == JsonNull.NULL) {
        throw CommandFailure.usage("--remove: there is no " + path.text());
      }
      return JsonNull.NULL;
    });
  }

  /** {@code document}, changed. */
  JsonObject apply(JsonObject document) {
    return path.change(option, document, change);
  }

  /**
   * A value as {@code az} reads it: JSON, else one of Python's words and quoted texts, else a text. What
   * begins like an object or array has to be one.
   */
  private static JsonValue value(String option, String typed, boolean text) {
    if (text) {
      return new JsonString(typed);
    }
    switch (typed) {
      case "True" -> {
        return JsonOption.parseAny(option, "true");
      }
      case "False" -> {
        return JsonOption.parseAny(option, "false");
      }
      case "None" -> {
        return JsonNull.NULL;
      }
      default -> {}
    }
    if (typed.length() > 1 && typed.startsWith("'") && typed.endsWith("'")) {
      return new JsonString(typed.substring(1, typed.length() - 1));
    }
    if (typed.startsWith("{") || typed.startsWith("[")) {
      boolean python = !typed.contains("\"") && typed.contains("'");
      return JsonOption.parseTyped(option, python ? typed.replace('\'', '"') : typed);
    }
    return JsonOption.scalar(typed);
  }
}
