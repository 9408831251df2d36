package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query console's requests. */
@Timeout(60)
class ExplorerQueryTest {
  private static final int DEVICES = 150;

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static ExplorerClient page;

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress address = TwinAddress.device("d%03d".formatted(i));
      var unused = hub.ports().identities().create(IdentityRequest.withKeys(address));
      var unusedTwin = hub.ports()
          .twins()
          .patch(
              address,
              PatchDocument.patch(json("{'tags':{'plant':'%s','floor':%d}}"
                  .formatted(i % 3 == 0 ? "north" : "south", i))),
              IfMatch.any());
    }
    page = ExplorerClient.of(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static JsonObject query(String text, String more) throws Exception {
    return page.did("POST", "/api/query", "{'text':'%s'%s}".formatted(text, more));
  }

  private static int size(JsonObject answer) {
    return ((JsonArray) answer.find("rows").orElseThrow()).elements().size();
  }

  @Test
  void rows_come_in_pages_with_their_columns_and_the_time_they_took() throws Exception {
    String text = "SELECT deviceId, tags.plant AS place FROM devices";
    JsonObject first = query(text, "");
    assertThat(first.names()).containsExactly("rows", "next", "columns", "millis", "warnings");
    assertThat(size(first)).isEqualTo(100);
    assertThat(at(first, "columns")).isEqualTo("[\"deviceId\",\"place\"]");
    double millis = ((JsonNumber) first.find("millis").orElseThrow()).doubleValue();
    assertThat(millis).isPositive().isLessThan(60_000);
    JsonObject second = query(text, ",'from':" + at(first, "next").replace('"', '\''));
    assertThat(size(second)).isEqualTo(50);
    assertThat(at(second, "next")).isEqualTo("null");
    assertThat(second.toString()).contains("{\"deviceId\":\"d149\",\"place\":\"south\"}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      SELECT tags.plant AS plant, COUNT() AS devices FROM devices GROUP BY tags.plant | ["plant","devices"] | 2
      SELECT COUNT() AS n FROM devices | ["n"] | 1
      SELECT * FROM devices WHERE tags.none = 1 | [] | 0
      """)
  void columns_are_named_in_the_order_of_the_rows(String text, String columns, int rows)
      throws Exception {
    JsonObject answer = query(text, "");
    assertThat(at(answer, "columns")).isEqualTo(columns);
    assertThat(size(answer)).isEqualTo(rows);
    assertThat(at(answer, "next")).isEqualTo("null");
  }

  @Test
  void whole_twins_are_rows_too() throws Exception {
    JsonObject answer = query("SELECT * FROM devices WHERE tags.floor = 7", "");
    assertThat(at(answer, "columns")).startsWith("[\"deviceId\",\"etag\"").contains("properties");
    assertThat(answer.toString()).contains("\"tags\":{\"plant\":\"south\",\"floor\":7}");
  }

  @Test
  void a_plan_tells_how_a_query_is_answered() throws Exception {
    JsonObject plan = page.did(
        "POST",
        "/api/query/explain",
        "{'text':'SELECT * FROM devices WHERE tags.plnt = 1 AND tags.floor > 100'}");
    assertThat(plan.names())
        .containsExactly(
            "query",
            "access",
            "lookUps",
            "columns",
            "scanned",
            "matched",
            "microseconds",
            "warnings");
    assertThat(at(plan, "warnings"))
        .contains("no twin has tags.plnt; did you mean tags.plant?", "\"column\":29,\"length\":9");
  }

  @Test
  void a_verdict_tells_why_a_device_is_not_in_an_answer() throws Exception {
    String body =
        "{'text':'SELECT * FROM devices WHERE tags.floor > 100 AND tags.x = 1','deviceId':'d120'}";
    JsonObject verdict = page.did("POST", "/api/query/why", body);
    assertThat(verdict)
        .isEqualTo(
            json("{'outcome':'undefined','condition':{'text':'tags.floor > 100 AND tags.x = 1',"
                + "'outcome':'undefined','values':[],'parts':[{'text':'tags.floor > 100','outcome':'true',"
                + "'values':[{'path':'tags.floor','value':120}],'parts':[]},{'text':'tags.x = 1',"
                + "'outcome':'undefined','values':[{'path':'tags.x'}],'parts':[]}]},'warnings':"
                + at(verdict, "warnings").replace('"', '\'') + "}"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      tags.f   | tags.floor number 150
      PLANT    | tags.plant string 150
      tags     | tags object 150, tags.floor number 150, tags.plant string 150
      nothing  | ~~
      """)
  void live_paths_are_completed_with_what_they_hold(String prefix, String found) throws Exception {
    String text = page.send("GET", "/api/paths?prefix=" + prefix, "").body();
    String paths = ((JsonArray) JsonText.parse(text))
        .elements().stream()
            .map(JsonObject.class::cast)
            .map(path -> "%s %s %s"
                .formatted(at(path, "path"), at(path, "type"), at(path, "count"))
                .replace("\"", ""))
            .sorted()
            .collect(Collectors.joining(", "));
    assertThat(paths).isEqualTo(found);
  }

  @Test
  void words_are_those_of_the_language() throws Exception {
    JsonObject words = page.get("/api/words");
    assertThat(at(words, "keywords")).startsWith("[\"SELECT\"").contains("\"GROUP BY\"");
    assertThat(at(words, "functions")).contains("\"COUNT()\"", "\"STARTSWITH(\"");
  }
}
