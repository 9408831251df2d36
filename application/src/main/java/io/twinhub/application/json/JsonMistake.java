package io.twinhub.application.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in Twinhub's own words why a text is not JSON. The parser's messages name its classes and switches and
 * give advice to programmers, so they are not passed on; a message that is not recognised becomes one general
 * sentence.
 */
final class JsonMistake {
  private static final String UNKNOWN = "the text breaks the rules of JSON here";

  /** How the parser's messages show a character, which is the only group. */
  private static final String CHARACTER = "Unexpected character \\((.*?) \\(code \\d+.*?\\)\\)";

  private static final Map<Pattern, String> TEXTS = new LinkedHashMap<>();

  static {
    say(CHARACTER + ".*double-quote to start.*", "expected a name in double quotes, found %s");
    say(CHARACTER + ".*colon to separate.*", "expected a colon after the name, found %s");
    say(CHARACTER + ".*comma to separate.*", "expected a comma or the end, found %s");
    say(CHARACTER + ".*comment.*", "JSON has no comments");
    say(CHARACTER + ".*hex.digit.*", "expected four hex digits after \\u, found %s");
    say(CHARACTER + ".*numeric value.*", "a number cannot go on with %s");
    say(CHARACTER + ".*[dD]igit.*", "a number cannot go on with %s");
    say(CHARACTER + ".*", "expected a value, found %s");
    say("Unrecognized token '(.*?)'.*", "'%s' is not a value; texts stand in double quotes");
    say("Non-standard token '(.*?)'.*", "'%s' is not a number that JSON has");
    say("Unexpected close marker '(.)'.*", "%s closes nothing that is open");
    say("Unexpected end-of-input.*", "the text ends too early");
    say("Illegal unquoted character.*", "a control character in a text must be escaped");
    say("Unrecognized character escape '?(.)'?.*", "a text has no escape \\%s");
    say("Invalid UTF-8.*|.*surrogate.*|.*UTF-32.*", "the text is not UTF-8");
    say(".*nesting depth.*", "nested deeper than " + JsonText.DEPTH_MAX);
    say(".*Token count.*", "more than " + JsonText.TOKENS_MAX + " names and values");
    say(".*[Nn]ame length.*", "a name of more than " + JsonText.NAME_LENGTH_MAX + " characters");
    say(
        ".*Number value length.*",
        "a number of more than " + JsonText.NUMBER_LENGTH_MAX + " characters");
    say(
        ".*String value length.*",
        "a text of more than " + JsonText.STRING_LENGTH_MAX + " characters");
    say(".*[Ll]eading zeroes.*", "a number does not begin with zeros");
    say(".*[Nn]umeric value.*|.*[Nn]umber.*", "not a number that JSON has");
  }

  private JsonMistake() {}

  private static void say(String parsers, String ours) {
    TEXTS.put(Pattern.compile(parsers, Pattern.DOTALL), ours);
  }

  /** The message for {@code mistake}. */
  @SuppressWarnings("AnnotateFormatMethod")
  static String text(JsonProcessingException mistake) {
    String parsers = String.valueOf(mistake.getOriginalMessage());
    for (Map.Entry<Pattern, String> known : TEXTS.entrySet()) {
      Matcher matcher = known.getKey().matcher(parsers);
      if (matcher.matches()) {
        return matcher.groupCount() == 0
            ? known.getValue()
            : known.getValue().formatted(matcher.group(1));
      }
    }
    return UNKNOWN;
  }
}
