package io.twinhub.bootstrap.fleet;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 as JSON, and records the line of each value. JSON text is YAML too. Numbers keep every
 * digit; only values that JSON can express are accepted.
 */
final class YamlText {
  /** How deep a text may nest: the same as for JSON texts. */
  static final int DEPTH_MAX = 64;

  /** How many values a text may hold; values that aliases repeat are counted each time. */
  static final int VALUES_MAX = 1_000_000;

  /** The largest text, in characters. */
  static final int LENGTH_MAX = 64 * 1024 * 1024;

  private final Map<String, Integer> lines = new HashMap<>();
  private final JsonValue value;
  private int values;

  private YamlText(String text) {
    LoadSettings settings = LoadSettings.builder()
        .setCodePointLimit(LENGTH_MAX)
        .setMaxAliasesForCollections(VALUES_MAX)
        .build();
    try {
      requireShallow(text, settings);
      Optional<Node> root = new Compose(settings).composeString(text);
      this.value = root.map(node -> value("", node)).orElse(JsonObject.EMPTY);
    } catch (MarkedYamlEngineException mistake) {
      throw new Problem(
          mistake.getProblemMark().map(YamlText::line).orElse(1),
          YamlMistake.text(String.valueOf(mistake.getProblem())));
    } catch (YamlEngineException mistake) {
      throw new Problem(1, YamlMistake.text(String.valueOf(mistake.getMessage())));
    }
  }

  /**
   * Reads a text.
   *
   * @throws Problem at the first mistake
   */
  static YamlText parse(String text) {
    return new YamlText(text);
  }

  /** The composer is recursive, so the depth is checked before it runs. */
  private static void requireShallow(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > DEPTH_MAX) {
        throw new Problem(
            event.getStartMark().map(YamlText::line).orElse(1), "nested deeper than " + DEPTH_MAX);
      }
    }
  }

  private JsonValue value(String path, Node node) {
    int line = node.getStartMark().map(YamlText::line).orElse(1);
    lines.putIfAbsent(path, line);
    if (++values > VALUES_MAX) {
      throw new Problem(line, "more than %d values".formatted(VALUES_MAX));
    }
    if (node.isRecursive()) {
      throw new Problem(line, "it contains itself");
    }
    if (node instanceof MappingNode mapping) {
      return object(path, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<JsonValue> elements = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        elements.add(value("%s[%d]".formatted(path, elements.size()), element));
      }
      return new JsonArray(elements);
    }
    return scalar(line, (ScalarNode) node);
  }

  private JsonObject object(String path, MappingNode mapping) {
    JsonObject.Builder members = JsonObject.builder();
    for (NodeTuple member : mapping.getValue()) {
      int line = member.getKeyNode().getStartMark().map(YamlText::line).orElse(1);
      if (!(member.getKeyNode() instanceof ScalarNode name)) {
        throw new Problem(line, "a name must be a string");
      }
      if (members.has(name.getValue())) {
        throw new Problem(line, "'%s' occurs a second time".formatted(name.getValue()));
      }
      String inner = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      lines.put(inner, line);
      members.put(name.getValue(), value(inner, member.getValueNode()));
    }
    return members.build();
  }

  private static JsonValue scalar(int line, ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.STR)) {
      return new JsonString(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JsonNull.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonBool.of(text.equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return JsonNumber.parse(text)
          .orElseThrow(() -> new Problem(line, "'%s' is not a JSON number".formatted(text)));
    }
    throw new Problem(line, "the tag %s is not supported here".formatted(tag));
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  /** The value of the text. */
  JsonValue value() {
    return value;
  }

  /**
   * The line of the value that a message is about. The message begins with a path; the longest part of it
   * that exists in this text counts.
   *
   * @param message such as {@code devices[3].tags must be an object}
   */
  int lineOf(String message) {
    int space = message.indexOf(' ');
    String path = (space < 0 ? message : message.substring(0, space)).replaceFirst(":$", "");
    while (!path.isEmpty()) {
      if (lines.containsKey(path)) {
        return lines.getOrDefault(path, 1);
      }
      path = path.substring(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')) + 1);
      path = path.isEmpty() ? "" : path.substring(0, path.length() - 1);
    }
    return 1;
  }

  /** A mistake in a text, with its line. */
  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String text;

    Problem(int line, String text) {
      super(text, null, false, false);
      this.line = line;
      this.text = text;
    }

    int line() {
      return line;
    }

    String text() {
      return text;
    }
  }
}
