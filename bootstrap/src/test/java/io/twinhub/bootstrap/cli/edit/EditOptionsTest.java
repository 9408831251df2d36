package io.twinhub.bootstrap.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code --set}, {@code --add} and {@code --remove} make of a document. */
class EditOptionsTest {
  private static final JsonObject DOCUMENT = JsonText.parseObject("""
      {"tags": {"location": {"region": "US", "floor": 2}, "rooms": ["hall", {"name": "attic"}]}, "n": 1}
      """);

  @Command
  static final class Edited {
    @Mixin
    private EditOptions edits = new EditOptions();
  }

  private static EditOptions read(String line) {
    Edited command = new Edited();
    var unused = new CommandLine(command).parseArgs(line.strip().split(" +", -1));
    return command.edits;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      --set n=2                          | n | 2
      --set n=2.50                       | n | 2.5
      --set n="2"                        | n | "2"
      --set n='2'                        | n | "2"
      --set n=true                       | n | true
      --set n=True                       | n | true
      --set n=None                       | n | -
      --set n=null                       | n | -
      --set n=text                       | n | "text"
      --set n=a=b                        | n | "a=b"
      --set n=                           | n | ""
      --set n=2 --force-string           | n | "2"
      --force-string --set n={}          | n | "{}"
      --set n=[1,{"a":2}]                | n | [1,{"a":2}]
      --set n={'a':'b'}                  | n | {"a":"b"}
      --set m=1 k=2                      | k | 2
      --set n=2 n=3                      | n | 3
      --set a.b.c=1                      | a | {"b":{"c":1}}
      --set tags.location.region=EU      | tags.location | {"region":"EU","floor":2}
      --set tags.location={"region":"EU"} | tags.location | {"region":"EU"}
      --set tags.location=null           | tags.location | -
      --set tags.rooms[0]=cellar         | tags.rooms | ["cellar",{"name":"attic"}]
      --set tags.rooms[1].name=loft      | tags.rooms | ["hall",{"name":"loft"}]
      --set tags.rooms[-1].name=loft     | tags.rooms | ["hall",{"name":"loft"}]
      --add tags.rooms cellar            | tags.rooms | ["hall",{"name":"attic"},"cellar"]
      --add tags.rooms 1 true {"a":"b=c"} | tags.rooms | ["hall",{"name":"attic"},1,true,{"a":"b=c"}]
      --add tags.rooms name=x floor=1    | tags.rooms | ["hall",{"name":"attic"},{"name":"x","floor":1}]
      --add tags.rooms name=x y name=z   | tags.rooms | ["hall",{"name":"attic"},{"name":"x"},"y",{"name":"z"}]
      --add tags.new one                 | tags.new | ["one"]
      --remove tags.rooms 0              | tags.rooms | [{"name":"attic"}]
      --remove tags.rooms[0]             | tags.rooms | [{"name":"attic"}]
      --remove tags.rooms -1             | tags.rooms | ["hall"]
      --remove tags.location.floor       | tags.location | {"region":"US"}
      --remove n                         | n | -
      --add a 1 --set a[0]=2 --add a 3   | a | [2,3]
      --set a=1 --remove a --set a=2     | a | 2
      --remove n --set n=2               | n | 2
      """)
  void makes_of_the_document(String line, String place, String value) {
    JsonObject edited = read(line).over(DOCUMENT);
    assertThat(
            edited.find(List.of(place.split("\\.", -1))).map(Object::toString).orElse("-"))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      --set n                    | --set: 'n' is not PATH=VALUE
      --set =1                   | --set: '' is not a path; write tags.location.region, or rooms[0].name
      --set a..b=1               | --set: 'a..b' is not a path; write tags.location.region, or rooms[0].name
      --set a.=1                 | --set: 'a.' is not a path; write tags.location.region, or rooms[0].name
      --set a[x]=1               | --set: 'a[x]' is not a path; write tags.location.region, or rooms[0].name
      --set n.a=1                | --set: n.a: 'a' is no member of 1
      --set n[0]=1               | --set: n[0]: [0] is no element of 1
      --set tags.rooms.a=1       | --set: tags.rooms.a: 'a' is no member of an array
      --set tags[0]=1            | --set: tags[0]: [0] is no element of an object
      --set tags.rooms[2]=1      | --set: tags.rooms[2]: there is no element [2]; the array has 2
      --set tags.rooms[-3]=1     | --set: tags.rooms[-3]: there is no element [-3]; the array has 2
      --set n={a                 | --set: not JSON: line 1, column 2: expected a name in double quotes, found 'a': {a
      --add n 1                  | --add: n is no array
      --add tags.rooms           | --add: say what to add to tags.rooms
      --remove tags.no           | --remove: there is no tags.no
      --remove tags.rooms 5      | --remove: tags.rooms[5]: there is no element [5]; the array has 2
      --remove tags.rooms x      | --remove: 'tags.rooms[x]' is not a path; write tags.location.region, or rooms[0].name
      --remove a b c             | --remove: give a path, or a path and an index
      """)
  void says_what_is_wrong(String line, String message) {
    assertThatThrownBy(() -> read(line).over(DOCUMENT))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(message);
  }

  @Test
  void in_twins_objects_are_merged_and_nulls_remove() {
    EditOptions edits = read("--set tags.location={\"region\":null,\"wing\":\"B\"}");
    JsonObject edited = edits.merged(DOCUMENT, List.of(List.of("tags")));
    assertThat(edited.find(List.of("tags", "location")).orElseThrow())
        .isEqualTo(JsonText.parse("{\"floor\": 2, \"wing\": \"B\"}"));
  }

  @Test
  void in_twins_only_some_places_are_writable() {
    assertThatThrownBy(() ->
            read("--set n=2").merged(DOCUMENT, List.of(List.of("tags"), List.of("a", "b"))))
        .hasMessage("--set: n cannot be changed here; tags and a.b can");
  }

  @Test
  void none_is_none() {
    assertThat(read("--force-string").isEmpty()).isTrue();
    assertThat(read("--remove a").isEmpty()).isFalse();
  }
}
