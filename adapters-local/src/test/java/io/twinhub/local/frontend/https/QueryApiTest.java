package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.frontend.wire.Percent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over real sockets: pages, types and problems. The language itself is tested elsewhere. */
class QueryApiTest {
  private final RunningHub hub = new RunningHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> query(String text, String... headers) throws Exception {
    String body = JsonObject.builder().put("query", text).build().toString();
    return hub.send("POST", "/devices/query", body, headers);
  }

  private static String message(HttpResponse<String> response) {
    String quoted =
        JsonText.parseObject(response.body()).find("Message").orElseThrow().toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  @Test
  void the_first_page_hands_out_the_way_to_the_next() throws Exception {
    HttpResponse<String> response = query(FakeQueries.TWO_PAGES);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("[{\"deviceId\":\"first\",\"size\":100}]");
    assertThat(response.headers().firstValue("x-ms-item-type")).contains("Twin");
    assertThat(response.headers().firstValue("x-ms-continuation")).contains("second");
  }

  @Test
  void the_last_page_has_no_continuation_header_at_all() throws Exception {
    HttpResponse<String> response =
        query(FakeQueries.TWO_PAGES, "x-ms-continuation", "second", "x-ms-max-item-count", "50");
    assertThat(response.body()).isEqualTo("[{\"deviceId\":\"second\",\"size\":50}]");
    assertThat(response.headers().firstValue("x-ms-continuation")).isEmpty();
  }

  @Test
  void an_empty_continuation_is_none() throws Exception {
    assertThat(query(FakeQueries.TWO_PAGES, "x-ms-continuation", "").body()).contains("\"first\"");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "' 7 ', 7", "100, 100", "5000, 100", "-1, 100"})
  void the_page_size_is_what_is_asked_up_to_a_hundred(String header, int rows) throws Exception {
    HttpResponse<String> response = query(FakeQueries.COUNT, "x-ms-max-item-count", header);
    assertThat(response.body()).isEqualTo("[{\"size\":" + rows + "}]");
    assertThat(response.headers().firstValue("x-ms-item-type")).contains("Raw");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | the page size must be at least 1, but was 0",
        "-2 | the page size must be at least 1, but was -2",
        "many | x-ms-max-item-count 'many' is not a whole number"
      })
  void a_page_size_that_is_none_is_refused(String header, String text) throws Exception {
    HttpResponse<String> response = query(FakeQueries.COUNT, "x-ms-max-item-count", header);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).isEqualTo("ErrorCode:ArgumentInvalid;" + text);
  }

  @Test
  void a_wrong_query_is_told_where_and_why_and_for_us_with_its_line() throws Exception {
    HttpResponse<String> response = query(FakeQueries.WRONG);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response))
        .isEqualTo("ErrorCode:ArgumentInvalid;"
            + "the query is wrong at line 1, column 1: expected SELECT, found 'SELEKT'");
    assertThat(response.headers().firstValue("twinhub-query-problems").map(Percent::decode))
        .contains("1:1 expected SELECT, found 'SELEKT'\nSELEKT\n^");
  }

  /** .NET compares the name with the header; it and Node find it before the first semicolon. */
  @Test
  void what_the_SDKs_read_before_the_text_of_a_refused_query_stays() throws Exception {
    HttpResponse<String> response = query(FakeQueries.WRONG);
    assertThat(message(response)).startsWith("ErrorCode:ArgumentInvalid;");
    assertThat(response.headers().firstValue("iothub-errorcode")).contains("ArgumentInvalid");
    assertThat(JsonText.parseObject(response.body()).names())
        .containsExactly("Message", "ExceptionMessage");
  }

  @Test
  void an_odd_query_is_answered_and_for_us_with_what_is_odd() throws Exception {
    HttpResponse<String> response = query(FakeQueries.ODD);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("[]");
    assertThat(response.headers().firstValue("twinhub-query-problems").map(Percent::decode))
        .contains("1:8 a twin has no field 'x'\nSELECT x FROM devices\n       ^");
    assertThat(query(FakeQueries.COUNT).headers().firstValue("twinhub-query-problems"))
        .isEmpty();
  }

  @Test
  void a_long_problem_is_cut_between_two_characters() throws Exception {
    String header = query(FakeQueries.VERY_WRONG)
        .headers()
        .firstValue("twinhub-query-problems")
        .orElseThrow();
    assertThat(header.length()).isBetween(4000, 4096);
    assertThat(Percent.decode(header)).startsWith("1:1 ää").endsWith("ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"query\":null}", "{\"query\":\"\"}", "{\"query\":\"  \"}"})
  void no_query_is_refused(String body) throws Exception {
    HttpResponse<String> response = hub.send("POST", "/devices/query", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response))
        .isEqualTo("ErrorCode:ArgumentNull;"
            + "the query is missing or empty; an example of one is SELECT * FROM devices");
  }

  @Test
  void a_mistake_of_the_hub_is_500_without_its_details() throws Exception {
    HttpResponse<String> response = query(FakeQueries.BROKEN);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(message(response))
        .isEqualTo("ErrorCode:ServerError;the hub failed; its log says why");
    assertThat(query(FakeQueries.COUNT).statusCode()).isEqualTo(200);
  }
}
