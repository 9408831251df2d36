package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hubs compared by the Explorer. */
@Timeout(60)
class ExplorerCompareTest {
  private static final int DEVICES = 130;

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static Twinhub other;
  private static ExplorerClient browser;

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.builder(folder).freePorts().name("one").build());
    other = Twinhub.start(HubConfig.builder(folder).freePorts().name("two").build());
    for (int i = 0; i < DEVICES; i++) {
      fill(hub, i, "here");
      fill(other, i, i < 3 ? "here" : "there");
    }
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("only")));
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.module("only", "m")));
    browser = ExplorerClient.of(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
    other.close();
  }

  private static void fill(Twinhub one, int number, String place) {
    TwinAddress address = TwinAddress.device("d-%03d".formatted(number));
    SharedKey key = new SharedKey("MDAwMDAwMDAwMDAwMDAwMA==");
    one.ports()
        .identities()
        .create(IdentityRequest.with(
            address, new IdentityRequest.Credentials.Keys(Optional.of(key), Optional.of(key))));
    one.ports()
        .twins()
        .patch(address, TwinPatch.ofTags(json("{'at':'" + place + "'}")), IfMatch.any());
  }

  private static List<String> texts(JsonObject page) {
    return Members.leniently(page).objects("differences").stream()
        .map(difference -> difference.object().toString().replace('"', '\''))
        .toList();
  }

  private static Optional<String> next(JsonObject page) {
    return Members.leniently(page).text("next");
  }

  @Test
  void the_differences_come_in_pages_in_the_order_of_ids() throws Exception {
    JsonObject first = browser.get("/api/compare?with=two");
    List<String> all = new ArrayList<>(texts(first));
    assertThat(all).hasSize(100);
    JsonObject second = browser.get("/api/compare?with=two&after=" + next(first).orElseThrow());
    assertThat(next(second)).isEmpty();
    all.addAll(texts(second));
    assertThat(all).hasSize(DEVICES - 3 + 2);
    assertThat(all.get(0))
        .isEqualTo("{'deviceId':'d-003','path':'tags.at','here':'here','there':'there'}");
    assertThat(all.subList(DEVICES - 3, all.size()))
        .containsExactly(
            "{'deviceId':'only','path':'','here':'device'}",
            "{'deviceId':'only','moduleId':'m','path':'','here':'module'}");
  }

  @Test
  void a_connection_string_is_sent_in_the_body() throws Exception {
    JsonObject first = browser.did(
        "POST",
        "/api/compare",
        "{'connectionString':'%s'}".formatted(other.facts().connectionString()));
    assertThat(texts(first)).hasSize(100);
    JsonObject second = browser.did(
        "POST",
        "/api/compare",
        "{'connectionString':'%s','after':'%s'}"
            .formatted(other.facts().connectionString(), next(first).orElseThrow()));
    assertThat(next(second)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      with=one             | 'one' is this hub; name another
      with=ONE             | 'ONE' is this hub; name another
      with=three           | no hub named 'three' runs on this machine; these do:
      with=a=b             | the other hub: the connection string lacks HostName
      with=                | the other hub is missing
      with=two&after=x     | 'after' names no comparison that is still kept
      with=two&after=99-0  | 'after' names no comparison that is still kept
      with=two&after=1-    | 'after' names no comparison that is still kept
      """)
  void another_hub_that_is_none_is_refused(String query, String reason) throws Exception {
    HttpResponse<String> answer = browser.send("GET", "/api/compare?" + query, "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void a_key_in_a_wrong_connection_string_is_not_repeated() throws Exception {
    HttpResponse<String> answer = browser.send(
        "POST",
        "/api/compare",
        "{\"connectionString\":\"HostName=127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=c2VjcmV0c2VjcmV0c2VjcmV0\"}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("c2VjcmV0");
  }
}
