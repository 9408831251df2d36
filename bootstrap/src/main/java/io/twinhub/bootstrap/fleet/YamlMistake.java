package io.twinhub.bootstrap.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in Twinhub's own words why a text is not YAML; the parser's messages are about its tokens. */
final class YamlMistake {
  private static final String UNKNOWN = "the text breaks the rules of YAML here";
  private static final Map<Pattern, String> TEXTS = new LinkedHashMap<>();

  static {
    say(
        "mapping values are not allowed.*",
        "a colon is not allowed here; a text that contains a colon needs quotes");
    say(".*TAB.*", "tabs cannot be used for indentation; use spaces");
    say(".*(?:',' or '.'|flow node).*", "expected a comma or the closing bracket");
    say(".*block.*", "the indentation is wrong");
    say("found undefined alias ?(.*)", "the alias %s is not defined");
    say(".*(?:end of stream|stream end).*", "the text ends too early");
    say(".*special characters are not allowed.*", "a character that YAML does not allow");
    say(".*aliases.*", "too many aliases");
    say(".*code points.*", "more than %d characters".formatted(YamlText.LENGTH_MAX));
  }

  private YamlMistake() {}

  private static void say(String parsers, String ours) {
    TEXTS.put(Pattern.compile(parsers, Pattern.DOTALL), ours);
  }

  /** The message for the parser's message {@code problem}. */
  @SuppressWarnings("AnnotateFormatMethod")
  static String text(String problem) {
    for (Map.Entry<Pattern, String> known : TEXTS.entrySet()) {
      Matcher matcher = known.getKey().matcher(problem);
      if (matcher.matches()) {
        return matcher.groupCount() == 0
            ? known.getValue()
            : known.getValue().formatted(matcher.group(1));
      }
    }
    return UNKNOWN;
  }
}
