package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.document.ConfigurationDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled jobs, configurations, and import and export jobs, as the page shows them. */
@Timeout(60)
class ExplorerJobsTest {
  private static final int DEVICES = 30;

  @TempDir
  private Path folder;

  private Twinhub hub;
  private ExplorerClient page;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(
        HubConfig.builder(folder).freePorts().transferFolder(folder).build());
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress device = TwinAddress.device("d%02d".formatted(i));
      var unused = hub.ports().identities().create(IdentityRequest.withKeys(device));
    }
    page = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static JobWork tagging() {
    return new JobWork.UpdateTwin(TwinPatch.ofTags(json("{'colour':'green'}")));
  }

  /** A call that each device misses at once, since none is connected. */
  private static JobWork calling() {
    return new JobWork.CallMethod(
        new MethodName("reboot"),
        JsonObject.EMPTY,
        Optional.of(Duration.ZERO),
        Duration.ofSeconds(30));
  }

  private void create(JobRequest request) {
    var unused = hub.ports().jobs().create(request);
  }

  private void ended(String id) {
    await()
        .until(
            () -> hub.ports().jobs().find(new JobId(id)).orElseThrow().status().isEnd());
  }

  private JobRequest later(String id) {
    return JobRequest.now(id, tagging(), "*").at(hub.clock().instant().plusSeconds(3600));
  }

  private void configure(String id, String target, String content) {
    JsonObject wanted = json("{'targetCondition':'%s','priority':%d,'content':{'deviceContent':%s},"
            .formatted(target, id.length(), content)
        + "'metrics':{'queries':{'green':'SELECT deviceId FROM devices WHERE tags.x = 1'}}}");
    var unused = hub.ports()
        .configurations()
        .create(ConfigurationDocument.request(wanted, new ConfigurationId(id), TwinRules.DEFAULT));
  }

  private static int rows(JsonObject answer) {
    return ((JsonArray) answer.find("rows").orElseThrow()).elements().size();
  }

  private static JsonObject row(JsonObject answer, int index) {
    return (JsonObject)
        ((JsonArray) answer.find("rows").orElseThrow()).elements().get(index);
  }

  private static String next(JsonObject answer) {
    return ((JsonString) answer.find("next").orElseThrow()).value();
  }

  @Test
  void jobs_are_listed_with_their_numbers_and_without_what_they_write() throws Exception {
    create(JobRequest.now("night", tagging(), "deviceId IN ['d00', 'd01']"));
    ended("night");
    JsonObject answer = page.get("/api/jobs");
    assertThat(rows(answer)).isEqualTo(1);
    JsonObject job = row(answer, 0);
    assertThat(job.names())
        .containsExactly(
            "id",
            "type",
            "condition",
            "status",
            "created",
            "started",
            "pending",
            "running",
            "succeeded",
            "failed",
            "cancellable",
            "ended");
    assertThat(at(job, "type")).isEqualTo("\"scheduleUpdateTwin\"");
    assertThat(at(job, "condition")).isEqualTo("\"deviceId IN ['d00', 'd01']\"");
    assertThat(at(job, "status")).isEqualTo("\"completed\"");
    assertThat(at(job, "succeeded")).isEqualTo("2");
    assertThat(at(job, "cancellable")).isEqualTo("false");
    assertThat(at(answer, "next")).isEqualTo("null");
    assertThat(answer.toString()).doesNotContain("green");
  }

  @Test
  void jobs_come_in_pages_the_newest_first() throws Exception {
    for (int i = 0; i < 27; i++) {
      create(later("job-%02d".formatted(i)));
      hub.clock().advance(Duration.ofSeconds(1));
    }
    JsonObject first = page.get("/api/jobs");
    assertThat(rows(first)).isEqualTo(25);
    assertThat(at(row(first, 0), "id")).isEqualTo("\"job-26\"");
    JsonObject second = page.get("/api/jobs?after=" + next(first));
    assertThat(rows(second)).isEqualTo(2);
    assertThat(at(row(second, 1), "id")).isEqualTo("\"job-00\"");
    assertThat(at(second, "next")).isEqualTo("null");
  }

  @Test
  void an_opened_job_has_its_whole_document() throws Exception {
    create(later("it's"));
    JsonObject job = page.get("/api/job?id=it's");
    assertThat(at(job, "status")).isEqualTo("\"scheduled\"");
    assertThat(at(job, "cancellable")).isEqualTo("true");
    assertThat(at(job, "document.updateTwin.tags")).isEqualTo("{\"colour\":\"green\"}");
    create(JobRequest.now("reboot", calling(), "*"));
    assertThat(at(page.get("/api/job?id=reboot"), "method")).isEqualTo("\"reboot\"");
  }

  @Test
  void devices_on_which_a_job_failed_come_in_pages_with_the_reason() throws Exception {
    create(JobRequest.now("re'boot", calling(), "*"));
    create(JobRequest.now("other", calling(), "deviceId = 'd00'"));
    ended("re'boot");
    ended("other");
    JsonObject first = page.get("/api/job/failed?id=re'boot");
    assertThat(rows(first)).isEqualTo(25);
    JsonObject device = row(first, 0);
    assertThat(device.names()).containsExactly("deviceId", "error", "endTimeUtc");
    assertThat(at(device, "error.code")).isEqualTo("\"DeviceNotOnline\"");
    assertThat(at(device, "error.description"))
        .isEqualTo("\"Timed out waiting for device to connect.\"");
    JsonObject second = page.get("/api/job/failed?id=re'boot&after=" + next(first));
    assertThat(rows(second)).isEqualTo(DEVICES - 25);
    assertThat(at(second, "next")).isEqualTo("null");
  }

  @Test
  void a_job_is_cancelled_before_its_start_and_not_later() throws Exception {
    create(later("later"));
    JsonObject cancelled = page.did("POST", "/api/job/cancel", "{'jobId':'later'}");
    assertThat(at(cancelled, "status")).isEqualTo("\"cancelled\"");
    assertThat(hub.ports().jobs().find(new JobId("later")).orElseThrow().status())
        .isEqualTo(JobStatus.CANCELLED);
    HttpResponse<String> again = page.send("POST", "/api/job/cancel", "{\"jobId\":\"later\"}");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body())
        .contains("job 'later' is cancelled; only a queued or scheduled job can be cancelled");
  }

  @Test
  void configurations_are_listed_with_their_numbers_and_without_their_content() throws Exception {
    configure("fw", "*", "{'properties.desired.fw':'1.2'}");
    JsonObject answer = page.get("/api/configurations");
    assertThat(row(answer, 0))
        .isEqualTo(json("{'id':'fw','priority':2,'condition':'*','content':'deviceContent',"
            + "'system':{'targetedCount':30,'appliedCount':30},'custom':{'green':0}}"));
    JsonObject whole = page.get("/api/configuration?id=fw");
    assertThat(at(whole, "document.content.deviceContent"))
        .isEqualTo("{\"properties.desired.fw\":\"1.2\"}");
  }

  @Test
  void twins_that_did_not_get_a_configuration_are_listed_with_the_reason() throws Exception {
    configure("low", "*", "{'properties.desired.interval':60}");
    configure(
        "higher",
        "deviceId = ''d07''".replace("''", "\\u0027"),
        "{'properties.desired.interval':1}");
    assertThat(page.get("/api/configuration/missed?id=higher"))
        .isEqualTo(json("{'rows':[],'next':null}"));
    JsonObject missed = page.get("/api/configuration/missed?id=low");
    assertThat(rows(missed)).isEqualTo(1);
    assertThat(row(missed, 0).names()).containsExactly("deviceId", "status", "reason");
    assertThat(row(missed, 0).toString())
        .contains("\"deviceId\":\"d07\",\"status\":\"Targeted\"", "higher");
  }

  @Test
  void import_and_export_jobs_are_listed_with_their_progress() throws Exception {
    ContainerUri container = ContainerUri.parse("outputBlobContainerUri", "file://" + folder);
    var unused = hub.ports()
        .transfers()
        .start(new TransferRequest(
            TransferKind.EXPORT, Optional.empty(), container, "devices.txt", true));
    await().until(() -> hub.ports().transfers().list().get(0).status().isOver());
    JsonObject answer = page.get("/api/transfers");
    assertThat(rows(answer)).isEqualTo(1);
    assertThat(at(row(answer, 0), "type")).isEqualTo("\"export\"");
    assertThat(at(row(answer, 0), "progress")).isEqualTo("100");
    assertThat(at(row(answer, 0), "status")).isEqualTo("\"completed\"");
  }
}
