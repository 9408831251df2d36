package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduled jobs, as back ends send them. */
class JobApiTest {
  private static final String TWIN_JOB =
      "{'type':'scheduleUpdateTwin','queryCondition':'*','updateTwin':{'etag':'*','tags':{'a':1}}}";

  private final RunningHub hub = new RunningHub().with("alpha").with("beta");

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return hub.send(method, path, body.replace('\'', '"'));
  }

  private JsonObject ended(String id) {
    List<JsonObject> last = new ArrayList<>();
    await().atMost(Duration.ofMinutes(1)).until(() -> {
      last.add(JsonText.parseObject(send("GET", "/jobs/v2/" + id, "").body()));
      return last.get(last.size() - 1).has("endTime");
    });
    return last.get(last.size() - 1);
  }

  private static String text(JsonObject job, String name) {
    return ((JsonString) job.find(name).orElseThrow()).value();
  }

  private static List<String> ids(HttpResponse<String> listed) {
    return ((JsonArray)
            JsonText.parse(listed.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .elements().stream().map(job -> text((JsonObject) job, "jobId")).toList();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  @Test
  void a_job_is_shown_with_the_members_that_clients_read() throws Exception {
    HttpResponse<String> created = send("PUT", "/jobs/v2/j1", TWIN_JOB);
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.body())
        .isEqualTo(("{'jobId':'j1','type':'scheduleUpdateTwin','updateTwin':{'deviceId':null,"
                + "'etag':'*','tags':{'a':1}},'queryCondition':'*',"
                + "'createdTime':'2026-11-21T12:00:00Z','startTime':'2026-11-21T12:00:00Z',"
                + "'maxExecutionTimeInSeconds':3600,'status':'queued','deviceJobStatistics':"
                + "{'deviceCount':0,'failedCount':0,'succeededCount':0,'runningCount':0,"
                + "'pendingCount':0}}")
            .replace('\'', '"'));
    JsonObject end = ended("j1");
    assertThat(text(end, "status")).isEqualTo("completed");
    assertThat(end.find("deviceJobStatistics").orElseThrow().toString())
        .isEqualTo(
            "{'deviceCount':2,'failedCount':0,'succeededCount':2,'runningCount':0,'pendingCount':0}"
                .replace('\'', '"'));
  }

  @Test
  void a_method_is_echoed_as_it_was_sent() throws Exception {
    HttpResponse<String> good = send(
        "PUT",
        "/jobs/v2/j1",
        "{'jobId':'j1','Type':'ScheduleDeviceMethod','QueryCondition':'is_defined(tags.never)',"
            + "'cloudToDeviceMethod':{'methodName':'m','payload':[1.5,null],"
            + "'responseTimeoutInSeconds':200,'connectTimeoutInSeconds':200},'updateTwin':null,"
            + "'startTime':'2026-11-21T11:00:00.123+02:00','maxExecutionTimeInSeconds':200}");
    assertThat(good.body())
        .contains(("'cloudToDeviceMethod':{'methodName':'m','payload':[1.5,null],"
                + "'responseTimeoutInSeconds':200,'connectTimeoutInSeconds':200}")
            .replace('\'', '"'))
        .contains("\"maxExecutionTimeInSeconds\":200");
    assertThat(text(ended("j1"), "status")).isEqualTo("completed");
  }

  @Test
  void a_job_is_cancelled_before_its_start_only() throws Exception {
    String later = TWIN_JOB.replace("{'type'", "{'startTime':'2026-11-21T13:00:00Z','type'");
    send("PUT", "/jobs/v2/j1", later);
    HttpResponse<String> cancelled = send("POST", "/jobs/v2/j1/cancel", "");
    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(text(JsonText.parseObject(cancelled.body()), "status")).isEqualTo("cancelled");
    HttpResponse<String> again = send("POST", "/jobs/v2/j1/cancel", "{}");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(header(again, "iothub-errorcode")).isEqualTo("InvalidOperation");
    assertThat(again.body())
        .contains("job 'j1' is cancelled; only a queued or scheduled job can be cancelled");
    HttpResponse<String> unknown = send("POST", "/jobs/v2/j2/cancel", "{}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("ErrorCode:JobNotFound;there is no job 'j2'");
  }

  @Test
  void an_id_that_is_taken_is_a_conflict() throws Exception {
    send("PUT", "/jobs/v2/j1", TWIN_JOB);
    HttpResponse<String> again = send("PUT", "/jobs/v2/j1", TWIN_JOB);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(header(again, "iothub-errorcode")).isEqualTo("JobAlreadyExists");
  }

  @Test
  void lists_are_arrays_with_a_type_and_pages() throws Exception {
    send("PUT", "/jobs/v2/j1", TWIN_JOB);
    send("PUT", "/jobs/v2/j2", TWIN_JOB);
    ended("j1");
    ended("j2");
    HttpResponse<String> first = hub.send(
        "GET",
        "/jobs/v2/query?jobType=SCHEDULEUPDATETWIN&jobStatus=Completed",
        "",
        "x-ms-max-item-count",
        "1");
    assertThat(header(first, "x-ms-item-type")).isEqualTo("JobResponse");
    assertThat(ids(first)).hasSize(1);
    HttpResponse<String> second = hub.send(
        "GET",
        "/jobs/v2/query?jobType=scheduleUpdateTwin&jobStatus=completed",
        "",
        "x-ms-continuation",
        header(first, "x-ms-continuation"));
    assertThat(ids(second)).hasSize(1).doesNotContainAnyElementsOf(ids(first));
    assertThat(header(second, "x-ms-continuation")).isEqualTo("none");
    assertThat(ids(send("GET", "/jobs/v2", ""))).containsExactlyInAnyOrder("j1", "j2");
    assertThat(ids(send("GET", "/jobs/v2/query?jobType=&jobStatus=", ""))).hasSize(2);
    assertThat(ids(send("GET", "/jobs/v2/query?jobType=scheduleDeviceMethod", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      PUT | /jobs/v2/j | {} | 400 ArgumentNull;type is missing; it is scheduleUpdateTwin or scheduleDeviceMethod
      PUT | /jobs/v2/j | {"type":"export"} | 400 ArgumentInvalid;type 'export' is neither scheduleUpdateTwin nor scheduleDeviceMethod
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*"} | 400 ArgumentNull;updateTwin is missing, or has neither tags nor properties.desired
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*"}} | 400 ArgumentNull;updateTwin is missing, or has neither tags nor properties.desired
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"AAA=","tags":{}}} | 400 ArgumentInvalid;updateTwin.etag must be \\"*\\", since a job writes whatever the etags of its twins are
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","updateTwin":{"etag":"*","tags":{}}} | 400 ArgumentNull;queryCondition is missing; it is a condition such as tags.plant = 'x', or * for all devices
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"a ==","updateTwin":{"etag":"*","tags":{}}} | 400 ArgumentInvalid;the query is wrong at line 1, column
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"FROM devices.jobs","updateTwin":{"etag":"*","tags":{}}} | 400 ArgumentInvalid;the query is wrong at line 1, column 1: a job concerns devices or modules
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":{}},"startTime":"tomorrow"} | 400 ArgumentInvalid;startTime 'tomorrow' is not a time; write it as 2030-01-31T12:00:00Z
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":{}},"startTime":"9999-01-01T00:00:00Z"} | 400 ArgumentInvalid;startTime 9999-01-01T00:00:00Z is more than 366 days ahead
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":{}},"maxExecutionTimeInSeconds":-1} | 400 ArgumentInvalid;maxExecutionTimeInSeconds is -1; it must be 1 to 2592000
      PUT | /jobs/v2/j | {"type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":[]}} | 400 ArgumentInvalid;Provided json is not a valid 'tags' or 'properties' object: tags must be an object.
      PUT | /jobs/v2/j | {"type":"scheduleDeviceMethod","queryCondition":"*"} | 400 ArgumentNull;cloudToDeviceMethod is missing, or has no methodName
      PUT | /jobs/v2/j | {"type":"scheduleDeviceMethod","queryCondition":"*","cloudToDeviceMethod":{"payload":1}} | 400 ArgumentNull;cloudToDeviceMethod is missing, or has no methodName
      PUT | /jobs/v2/j | {"type":"scheduleDeviceMethod","queryCondition":"*","cloudToDeviceMethod":{"methodName":"m","responseTimeoutInSeconds":4}} | 400 ArgumentInvalid;ResponseTimeout has to be between 5 and 300 seconds.
      PUT | /jobs/v2/j | {"jobId":"other","type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":{}}} | 400 ArgumentInvalid;jobId is 'other' in the body and 'j' in the address
      PUT | /jobs/v2/a%20b | {"type":"scheduleUpdateTwin"} | 400 ArgumentInvalid;job id 'a b' must have 1 to 64 characters: ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ '
      PUT | /jobs/v2/j | [] | 400 IotHubFormatError;
      GET | /jobs/v2/j | '' | 404 JobNotFound;there is no job 'j'; jobs vanish 30 days after their end
      GET | /jobs/v2/query?jobStatus=done | '' | 400 ArgumentInvalid;jobStatus 'done' is not known
      GET | /jobs/v2/query?jobType=import | '' | 400 ArgumentInvalid;jobType 'import' is not known
      """)
  void bad_input_is_refused_and_makes_no_job(
      String method, String path, String body, String answer) throws Exception {
    HttpResponse<String> response = hub.send(method, path, body);
    String[] expected = answer.split(" ", 2);
    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(expected[0]));
    assertThat(response.body()).startsWith("{\"Message\":\"ErrorCode:" + expected[1]);
    assertThat(ids(hub.send("GET", "/jobs/v2", ""))).isEmpty();
  }

  @Test
  void a_condition_that_is_too_long_fails_as_a_precondition() throws Exception {
    String condition = "a".repeat(8193);
    HttpResponse<String> response = send(
        "PUT",
        "/jobs/v2/j",
        TWIN_JOB.replace("'queryCondition':'*'", "'queryCondition':'" + condition + "'"));
    assertThat(response.statusCode()).isEqualTo(412);
    assertThat(response.body())
        .contains("queryCondition has 8193 characters; at most 8192 are allowed");
  }

  @Test
  void a_foreign_continuation_token_is_refused() throws Exception {
    HttpResponse<String> response =
        hub.send("GET", "/jobs/v2/query", "", "x-ms-continuation", "bm90IG91cnM");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("the continuation token does not belong to this query");
  }
}
