package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.json.LibraryNames;
import io.twinhub.domain.json.JsonString;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad bodies at every door that takes JSON: no answer names a library, its classes or its switches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryTextsTest {
  private static final List<String> BAD = List.of(
      "{",
      "{a:1}",
      "{'a':1}",
      "{\"a\":NaN}",
      "{\"a\":+1}",
      "{\"a\":01}",
      "// x",
      "/* x */ {}",
      "{\"a\":tru}",
      "{\"a\":1,}",
      "{\"a\" 1}",
      "[1}",
      "\"\u0001\"",
      "\"\\x\"",
      "[".repeat(100),
      "9".repeat(500),
      "{\"" + "n".repeat(20_000) + "\":1}",
      "<a/>",
      "\u0000",
      "\uffff",
      "nothing",
      "1",
      "[]",
      "null");

  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  @AfterAll
  void stop() {
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /devices/new",
        "PUT /devices/alpha/modules/new",
        "POST /devices",
        "POST /devices/keys/regenerate",
        "POST /devices/query",
        "PATCH /twins/alpha",
        "PUT /twins/alpha",
        "PATCH /twins/alpha/modules/camera",
        "POST /twinhub/explain",
        "POST /twinhub/why"
      })
  void are_refused_in_words_of_ours(String door) throws Exception {
    String[] verb = door.split(" ", -1);
    for (String body : BAD) {
      HttpResponse<String> answer = hub.send(verb[0], verb[1], body);
      if (answer.statusCode() == 200) {
        continue; // an empty array is a bulk request that asks for nothing
      }
      assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
      JsonString message =
          (JsonString) JsonText.parseObject(answer.body()).find("Message").orElseThrow();
      LibraryNames.assertNoneIn(message.value());
    }
  }
}
