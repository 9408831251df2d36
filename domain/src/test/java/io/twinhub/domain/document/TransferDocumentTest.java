package io.twinhub.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.transfer.TransferStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Import and export jobs as JSON. Source: Azure's OpenAPI file, and what the SDKs send. */
class TransferDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static TransferRequest request(String json) {
    return TransferDocument.request(TestJson.object(json));
  }

  @Test
  void an_export_needs_an_output_and_defaults_to_devices_txt() {
    TransferRequest request =
        request("{'jobId':'x','type':'EXPORT','outputBlobContainerUri':'https://h/c?sig=S',"
            + "'inputBlobContainerUri':null,'excludeKeysInExport':true}");
    assertThat(request.blobName()).isEqualTo("devices.txt");
    assertThat(request.excludeKeys()).isTrue();
    assertThat(request.input()).isEmpty();
    assertThat(request.outputName()).isEqualTo("devices.txt");
  }

  @Test
  void an_import_reads_one_container_and_lists_errors_in_another() {
    TransferRequest request =
        request("{'type':'import','inputBlobContainerUri':'https://h/in','inputBlobName':'a.txt',"
            + "'outputBlobContainerUri':'https://h/out'}");
    assertThat(request.input()).hasToString("Optional[https://h/in]");
    assertThat(request.blobName()).isEqualTo("a.txt");
    assertThat(request.outputName()).isEqualTo("importErrors.log");
  }

  @Test
  void an_answer_has_no_secret_and_is_read_back() {
    Transfer job = Transfer.enqueued(
            "j1",
            request("{'type':'import','inputBlobContainerUri':'https://h/in?sig=S',"
                + "'outputBlobContainerUri':'https://h/out?sig=S'}"),
            NOON)
        .running(40)
        .ended(TransferStatus.FAILED, NOON.plusSeconds(5), Optional.of("full"));
    assertThat(TransferDocument.of(job).toString())
        .isEqualTo(
            TestJson.object("{'jobId':'j1','startTimeUtc':'2026-11-21T12:00:00Z','type':'import',"
                    + "'status':'failed','progress':40,'endTimeUtc':'2026-11-21T12:00:05Z',"
                    + "'inputBlobContainerUri':'https://h/in',"
                    + "'outputBlobContainerUri':'https://h/out','inputBlobName':'devices.txt',"
                    + "'excludeKeysInExport':false,'storageAuthenticationType':'keyBased',"
                    + "'failureReason':'full'}")
                .toString());
    Transfer back = TransferDocument.transfer(TransferDocument.of(job));
    assertThat(TransferDocument.of(back)).isEqualTo(TransferDocument.of(job));
  }

  @Test
  void a_request_is_written_with_its_secrets_and_read_back() {
    TransferRequest request =
        request("{'type':'import','inputBlobContainerUri':'https://h/in?sig=S','inputBlobName':'a',"
            + "'outputBlobContainerUri':'https://h/out?sig=S'}");
    assertThat(TransferDocument.request(TransferDocument.of(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | type must be import or export",
        "{'type':'scheduleUpdateTwin'} | type must be import or export",
        "{'type':'export'} | outputBlobContainerUri is missing",
        "{'type':'import'} | inputBlobContainerUri is missing",
        "{'type':'export','outputBlobContainerUri':5} | outputBlobContainerUri must be a string",
        "{'type':'export','outputBlobContainerUri':'https://h/c','outputBlobName':'../x'}"
            + " | outputBlobName is not the name of a blob: it has 1 to 1024 characters without"
            + " backslashes, and its segments are not empty and do not consist of dots",
        "{'type':'export','storageAuthenticationType':'identityBased'} | storageAuthenticationType"
            + " is 'identityBased', but this hub has no identity of its own; use keyBased and a URI"
            + " with a SAS",
        "{'type':'export','includeConfigurations':true} | import and export jobs of this hub do"
            + " not move configurations yet; leave out includeConfigurations",
      })
  void bad_requests_are_refused(String json, String message) {
    assertThatThrownBy(() -> request(json)).isInstanceOf(HubException.class).hasMessage(message);
  }
}
