package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.jmespath.JmesPath;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.OutputFormat;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a command prints its answer, and what of it. */
public final class OutputOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "json",
      description =
          "How to print the answer: json, jsonc, table, tsv, value, yaml, yamlc or none. Default:"
              + " ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.JSON;

  @Option(
      names = "--query",
      paramLabel = "JMESPATH",
      converter = Jmes.class,
      description = "What to take out of the answer, such as \"[].deviceId\".")
  private Optional<JmesPath> query = Optional.empty();

  /** Reads the expression before the command does anything, since it might be wrong. */
  static final class Jmes implements ITypeConverter<JmesPath> {
    @Override
    public JmesPath convert(String text) {
      try {
        return JmesPath.parse(text);
      } catch (IllegalArgumentException mistake) {
        throw new TypeConversionException(mistake.getMessage());
      }
    }
  }

  /** Prints an answer. */
  public void print(JsonValue value) {
    JsonValue chosen = query.map(expression -> taken(expression, value)).orElse(value);
    String text = query.isPresent() && chosen == JsonNull.NULL ? "" : output.render(chosen);
    if (!text.isEmpty()) {
      say(text);
    }
  }

  private static JsonValue taken(JmesPath expression, JsonValue value) {
    try {
      return expression.search(value);
    } catch (IllegalArgumentException doesNotFit) {
      throw CommandFailure.refused(
          "--query: %s; the command itself is done".formatted(doesNotFit.getMessage()));
    }
  }

  /** Whether the output is meant for people. */
  public boolean isTable() {
    return output == OutputFormat.TABLE;
  }

  /** Prints a text. */
  public void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
