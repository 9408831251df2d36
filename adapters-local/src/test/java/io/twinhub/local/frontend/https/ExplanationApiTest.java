package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.frontend.wire.Percent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations over real sockets: their shapes and refusals. */
class ExplanationApiTest {
  private final RunningHub hub = new RunningHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> post(String target, String query) throws Exception {
    String body = JsonObject.builder()
        .put("query", query)
        .put("deviceId", "alpha")
        .put("moduleId", "m")
        .build()
        .toString();
    return hub.send("POST", target, body);
  }

  @Test
  void an_explanation_tells_how() throws Exception {
    assertThat(post("/twinhub/explain", "Q").body())
        .isEqualTo("{\"query\":\"Q\",\"access\":\"columns\",\"lookUps\":[\"a\"],\"columns\":"
            + "[{\"path\":\"tags.a\",\"built\":true,\"distinct\":3,\"bytes\":4000}],"
            + "\"scanned\":5,\"matched\":2,\"microseconds\":1234,\"warnings\":"
            + "[{\"message\":\"odd\",\"line\":1,\"column\":2,\"length\":1,\"excerpt\":\"text\"}]}");
  }

  @Test
  void a_verdict_tells_why() throws Exception {
    assertThat(post("/twinhub/why", "Q").body())
        .isEqualTo("{\"outcome\":\"undefined\",\"condition\":{\"text\":\"both\",\"outcome\":"
            + "\"false\",\"values\":[],\"parts\":[{\"text\":\"alpha/m\",\"outcome\":\"true\","
            + "\"values\":[{\"path\":\"tags.a\",\"value\":1},{\"path\":\"tags.b\"}],"
            + "\"parts\":[]}]},\"warnings\":[]}");
  }

  @Test
  void live_paths_are_a_list_of_texts() throws Exception {
    assertThat(hub.get("/twinhub/paths").body()).isEqualTo("[\"tags.p0\",\"tags.p1\",\"tags.p2\"]");
    assertThat(hub.get("/twinhub/paths?max=2").body()).isEqualTo("[\"tags.p0\",\"tags.p1\"]");
  }

  @Test
  void paths_that_contain_a_text_come_with_type_and_count() throws Exception {
    assertThat(hub.get("/twinhub/paths?used=true&contains=pl%2Cant").body())
        .isEqualTo("[{\"path\":\"tags.pl,ant\",\"type\":\"number or string\",\"count\":7}]");
    assertThat(hub.get("/twinhub/paths?used=true&contains=").body())
        .startsWith("[{\"path\":\"tags.\",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "9999999999"})
  void a_number_of_paths_that_is_none_is_refused(String max) throws Exception {
    HttpResponse<String> response = hub.get("/twinhub/paths?max=" + max);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("max '" + max + "' is not a whole number above 0");
  }

  @Test
  void a_wrong_query_is_refused_as_by_the_query_itself() throws Exception {
    HttpResponse<String> response = post("/twinhub/explain", FakeQueries.WRONG);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("ErrorCode:ArgumentInvalid;the query is wrong at line 1");
    assertThat(response.headers().firstValue("twinhub-query-problems").map(Percent::decode))
        .contains("1:1 expected SELECT, found 'SELEKT'\nSELEKT\n^");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/twinhub/explain", "/twinhub/why"})
  void no_query_is_refused(String target) throws Exception {
    assertThat(post(target, "").body()).contains("ErrorCode:ArgumentNull;the query is missing");
  }

  @Test
  void a_verdict_needs_a_device() throws Exception {
    HttpResponse<String> response = hub.send("POST", "/twinhub/why", "{\"query\":\"Q\"}");
    assertThat(response.statusCode()).isEqualTo(400);
  }
}
