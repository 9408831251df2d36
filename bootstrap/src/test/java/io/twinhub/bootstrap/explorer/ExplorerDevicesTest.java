package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static io.twinhub.bootstrap.explorer.ExplorerClient.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of devices, and what the hub tells of itself. */
@Timeout(60)
class ExplorerDevicesTest {
  private static final int DEVICES = 250;

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static ExplorerClient browser;

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress address = TwinAddress.device("boiler-%03d".formatted(i));
      hub.ports().identities().create(IdentityRequest.withKeys(address));
      JsonObject tags = json(i % 2 == 0 ? "{'plant':'even'}" : "{'plant':'odd'}");
      hub.ports().twins().patch(address, TwinPatch.ofTags(tags), IfMatch.any());
    }
    browser = ExplorerClient.of(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> ids(JsonObject page) {
    return Members.leniently(page).objects("rows").stream()
        .map(row -> row.text("deviceId").orElseThrow())
        .toList();
  }

  private static List<Integer> pages(String query) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    List<String> all = new ArrayList<>();
    String after = "";
    do {
      JsonObject page = browser.get("/api/devices?" + query + "&after=" + encoded(after));
      sizes.add(ids(page).size());
      all.addAll(ids(page));
      after = Members.leniently(page).text("next").orElse("");
    } while (!after.isEmpty());
    assertThat(all).isSorted().doesNotHaveDuplicates();
    return sizes;
  }

  @Test
  void the_list_comes_in_pages_of_a_hundred_by_id() throws Exception {
    JsonObject page = browser.get("/api/devices");
    assertThat(ids(page))
        .isEqualTo(IntStream.range(0, 100).mapToObj("boiler-%03d"::formatted).toList());
    assertThat(at(page, "total")).isEqualTo(Integer.toString(DEVICES));
    assertThat(pages("")).containsExactly(100, 100, 50);
  }

  @Test
  void a_condition_of_the_query_language_chooses() throws Exception {
    assertThat(pages("where=" + encoded("tags.plant = 'odd'"))).containsExactly(100, 25);
    assertThat(ids(browser.get(
            "/api/devices?where=" + encoded("deviceId IN ['boiler-007', 'boiler-300']"))))
        .containsExactly("boiler-007");
    assertThat(pages("where=" + encoded("tags.plant = 'none'"))).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      boiler-24  | 10
      BOILER-249 | 1
      -1         | 100
      oil        | 100
      %          | 0
      ' OR 1=1   | 0
      """)
  void a_word_finds_ids_that_have_it(String word, int first) throws Exception {
    JsonObject page = browser.get("/api/devices?search=" + encoded(word));
    assertThat(ids(page)).hasSize(first);
  }

  @Test
  void what_a_word_finds_comes_in_pages_too() throws Exception {
    assertThat(pages("search=oiler")).containsExactly(100, 100, 50);
    assertThat(pages("search=9")).containsExactly(43);
  }

  @Test
  void a_row_tells_what_the_device_has_yet_to_take() throws Exception {
    TwinAddress address = TwinAddress.device("boiler-000");
    hub.ports()
        .twins()
        .patch(address, TwinPatch.ofDesired(json("{'a':1,'b':{'c':2,'d':3}}")), IfMatch.any());
    try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), address)) {
      device.connection().report(ReportedPatch.of(json("{'a':1,'b':{'c':9}}")));
      JsonObject row =
          Members.leniently(browser.get("/api/devices")).objects("rows").get(0).object();
      assertThat(row.without("lastActivityTime"))
          .isEqualTo(
              json("{'deviceId':'boiler-000','status':'enabled','connectionState':'Connected',"
                  + "'desiredVersion':2,'reportedVersion':2,'waiting':2,'etag':'AAAAAAAAAAM='}"));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      tags.plant =                | 1 | 13 | tags.plant =
      tags.plant = 'x' GROUP BY a | 1 | 18 | tags.plant = 'x' GROUP BY a
      tags.plant == 'x'           | 1 | 12 | tags.plant == 'x'
      contains(deviceId, 'x')     | 1 | 1  | contains(deviceId, 'x')
      """)
  void a_condition_that_is_none_is_refused_with_the_place(
      String where, int line, int column, String excerpt) throws Exception {
    HttpResponse<String> answer = browser.send("GET", "/api/devices?where=" + encoded(where), "");
    assertThat(answer.statusCode()).isEqualTo(400);
    Members error = Members.leniently(read(answer.body())).inner("error");
    assertThat(error.text("message").orElseThrow())
        .startsWith("the query is wrong at line 1, column ");
    Members problem = error.objects("problems").get(0);
    assertThat(problem.number("line")).isEqualTo(line);
    assertThat(problem.number("column")).isEqualTo(column);
    assertThat(problem.text("excerpt")).hasValue(excerpt);
  }

  @Test
  void a_condition_on_a_path_that_no_twin_has_finds_nothing_and_says_so() throws Exception {
    JsonObject page = browser.get("/api/devices?where=" + encoded("tags.plnt = 'odd'"));
    assertThat(ids(page)).isEmpty();
    Members warning = Members.leniently(page).objects("warnings").get(0);
    assertThat(warning.text("message").orElseThrow())
        .startsWith("no twin has tags.plnt")
        .contains("tags.plant");
    assertThat(warning.number("line")).isEqualTo(1);
    assertThat(warning.number("column")).isEqualTo(1);
    assertThat(warning.text("excerpt")).hasValue("tags.plnt = 'odd'");
    assertThat(at(browser.get("/api/devices?where=" + encoded("tags.plant = 'none'")), "warnings"))
        .isEqualTo("[]");
    assertThat(at(browser.get("/api/devices"), "warnings")).isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      after=nonsense     | the continuation token does not belong to this query
      search=a&where=b=1 | 'where' and 'search' exclude each other
      """)
  void a_wrong_parameter_is_refused(String query, String reason) throws Exception {
    HttpResponse<String> answer = browser.send("GET", "/api/devices?" + query, "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void the_hub_tells_what_it_is() throws Exception {
    JsonObject told = browser.get("/api/hub");
    assertThat(at(told, "name")).isEqualTo("\"" + hub.facts().name() + "\"");
    assertThat(at(told, "kind")).isEqualTo("\"local\"");
    assertThat(at(told, "devices")).isEqualTo(Integer.toString(DEVICES));
    assertThat(told.find("features").orElseThrow())
        .isEqualTo(json("{'journal':true,'faults':true,'clock':true,'plan':true,'live':true,"
            + "'preview':true,'events':true,'arrays':false}"));
  }

  @Test
  void looking_leaves_no_trace_in_the_journal() throws Exception {
    int before = hub.journal().entries(entry -> true).size();
    browser.get("/api/hub");
    browser.get("/api/devices?search=oiler");
    browser.get("/api/devices?where=" + encoded("tags.plant = 'odd'"));
    browser.get("/api/devices/boiler-001/twin");
    browser.get("/api/devices/boiler-001/identity");
    assertThat(hub.journal().entries(entry -> true)).hasSize(before);
  }
}
