package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that make no sense: each is refused in words, and changes nothing. */
@Timeout(60)
class ExplorerRefusalsTest {
  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static ExplorerClient page;

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    var unused = hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
    page = ExplorerClient.of(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      POST query           | {'text':'SELECT * FROM devices WHERE tags.a =='}    | 400004 | the query is wrong
      POST query           | {'text':''}                                         | 400005 | the query is missing or empty
      POST query           | {}                                                  | 400005 | the query is missing or empty
      POST query           | {'text':1}                                          | 400004 | text must be a string
      POST query           | {'Text':'SELECT * FROM devices'}                    | 400004 | Text is not a known field; did you mean text?
      POST query           | {'text':'SELECT * FROM devices','from':'x'}         | 400004 | the continuation token does not belong to this query
      POST query           | not JSON                                            | 400006 | ~~
      POST query           | []                                                  | 400006 | ~~
      POST query           | ~~                                                  | 400006 | ~~
      POST query/explain   | {'text':'SELEKT'}                                   | 400004 | expected SELECT, found 'SELEKT'
      POST query/why       | {'text':'SELECT * FROM devices'}                    | 400004 | device id ''
      POST query/why       | {'text':'SELECT * FROM devices','deviceId':'ghost'} | 404001 | ghost
      POST query/why       | {'text':'SELECT * FROM devices','deviceId':'d','moduleId':'m'} | 400004 | ~~
      GET query            | ~~                                                  | 404000 | there is no GET query
      POST paths           | {}                                                  | 404000 | there is no POST paths
      GET devices/d/timeline?since=yesterday | ~~                                | 400004 | 'since' must be a duration such as PT5M or a time
      GET devices/d/timeline?limit=0 | ~~                                        | 400004 | 'limit' must be a number from 1 to 10000; it is '0'
      POST faults          | {}                                                  | 400004 | effect is missing; use one of
      POST faults          | {'effect':'fire'}                                   | 400004 | fire
      POST faults          | {'effect':'latency'}                                | 400004 | ~~
      POST faults          | {'effect':'lost','deviceId':'ghost'}                | 404001 | ghost
      DELETE faults/none   | ~~                                                  | 404000 | none
      DELETE faults/a/b    | ~~                                                  | 404000 | there is no DELETE faults/a/b
      PUT faults           | {}                                                  | 404000 | there is no PUT faults
      POST clock           | {'advance':'tomorrow'}                              | 400004 | 'advance' must be a duration such as PT1H30M; it is 'tomorrow'
      POST clock           | {'advance':'-PT1S'}                                 | 400004 | ~~
      POST devices/d/methods | {'name':'m'}                                      | 404103 | ~~
      POST devices/d/methods | {}                                                | 400004 | ~~
      POST devices/d/methods | {'name':'m','timeout':4}                          | 400004 | ~~
      POST devices/d/methods | {'name':'m','timeout':9223372036854775807}        | 400004 | ~~
      POST devices/d/methods | {'name':'m','timeout':5.5}                        | 400004 | timeout must be a whole number of seconds
      POST devices/d/methods | {'name':'m','timeout':'5'}                        | 400004 | timeout must be a whole number of seconds
      POST devices/d/methods | {'name':'m','body':1}                             | 400004 | body is not a known field; the known fields are name, payload, timeout
      POST devices/ghost/methods | {'name':'m'}                                  | 404001 | ghost
      POST devices/d/modules/m/methods | {'name':'m'}                            | 404010 | ~~
      POST devices//methods | {'name':'m'}                                       | 400004 | device id ''
      POST devices/d/messages | {'body':{}}                                      | 400004 | body must be a string
      POST devices/d/messages | {'properties':{'a b':'c'}}                       | 400004 | a b
      POST devices/d/messages | {'properties':{'a':1}}                           | 400004 | properties.a must be a string
      POST devices/d/messages | {'properties':{'a':null}}                        | 400004 | properties.a must be a string
      POST devices/d/messages | {'properties':['a']}                             | 400004 | properties must be an object
      POST devices/d/messages | {'ack':'perhaps'}                                | 400004 | perhaps
      POST devices/ghost/messages | {'body':'x'}                                 | 404001 | ghost
      POST devices/d/simulation | {'interval':'1'}                               | 400004 | interval must be a time from 100ms to 3600s, such as 500ms or 2s; it is '1'
      POST devices/d/simulation | {'interval':'99ms'}                            | 400004 | interval must be a time from 100ms to 3600s
      POST devices/d/simulation | {'interval':'2h'}                              | 400004 | interval must be a time from 100ms to 3600s
      POST devices/d/simulation | {'telemetry':1}                                | 400004 | telemetry must be an object
      POST devices/d/simulation | {'telemetry':{'t':'{2..1}'}}                   | 400004 | t: '{2..1}' is not a range; write the smaller number first, as in {20..25}
      POST devices/d/simulation | {'speed':1}                                    | 400004 | speed is not a known field; the known fields are interval, properties, telemetry
      POST devices/ghost/simulation | {}                                         | 404001 | ghost
      DELETE devices/d/simulation | ~~                                           | 404000 | d is not simulated any more
      GET live?where=x%20%3D%20 | ~~                                             | 400004 | the query is wrong at line 1
      POST live            | {}                                                  | 404000 | there is no POST live
      GET jobs?after=x     | ~~                                                  | 400004 | token
      POST jobs            | {}                                                  | 404000 | there is no POST jobs
      GET job              | ~~                                                  | 400004 | job id '' must have 1 to 64 characters
      GET job?id=a%20b     | ~~                                                  | 400004 | job id 'a b' must have
      GET job?id=..        | ~~                                                  | 404002 | there is no job '..'
      GET job/failed?id=ghost | ~~                                               | 404002 | there is no job 'ghost'
      POST job/cancel      | {}                                                  | 400004 | job id ''
      POST job/cancel      | {'jobId':'ghost'}                                   | 404002 | there is no job 'ghost'
      POST job/cancel      | {'jobId':1}                                         | 400004 | jobId must be a string
      POST job/cancel      | {'id':'ghost'}                                      | 400004 | id is not a known field; the known fields are jobId
      GET job/cancel       | ~~                                                  | 404000 | there is no GET job/cancel
      GET configuration    | ~~                                                  | 400004 | '' is not the id of a configuration
      GET configuration?id=A | ~~                                                | 400004 | ~~
      GET configuration?id=ghost | ~~                                            | 404061 | the configuration 'ghost' does not exist
      GET configuration/missed?id=ghost | ~~                                     | 404061 | the configuration 'ghost' does not exist
      GET configuration/missed?id=']]%20OR%201%20=%201 | ~~                      | 400004 | ~~
      POST configurations  | {}                                                  | 404000 | there is no POST configurations
      DELETE transfers     | ~~                                                  | 404000 | there is no DELETE transfers
      """)
  void a_request_is_refused_in_words(String request, String body, int code, String message)
      throws Exception {
    int space = request.indexOf(' ');
    HttpResponse<String> answer = page.send(
        request.substring(0, space),
        "/api/" + request.substring(space + 1),
        body.replace('\'', '"'));
    assertThat(answer.body())
        .startsWith("{\"error\":{\"code\":%d,\"message\":\"".formatted(code))
        .contains(message)
        .doesNotContain("SharedAccessKey");
    assertThat(answer.statusCode()).isEqualTo(code / 1000);
    assertThat(hub.faults().list()).isEmpty();
    assertThat(hub.ports()
            .twins()
            .find(TwinAddress.device("d"))
            .orElseThrow()
            .root()
            .connection()
            .connected())
        .isFalse();
  }
}
