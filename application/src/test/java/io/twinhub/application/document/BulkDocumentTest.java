package io.twinhub.application.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk requests as the SDKs write them, and their answers. */
class BulkDocumentTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private List<BulkOperation> operations(String body) {
    return BulkDocument.operations(JsonText.parse(body));
  }

  @ParameterizedTest
  @CsvSource({
    "create, CREATE",
    "Create, CREATE",
    "Update, UPDATE",
    "Delete, DELETE",
    "createOrUpdate, CREATE_OR_UPDATE",
    "updateTwin, UPDATE_TWIN"
  })
  void may_spell_its_mode_in_any_case(String spelt, BulkOperation.Mode mode) {
    BulkOperation operation =
        operations("[{\"id\":\"alpha\",\"importMode\":\"" + spelt + "\"}]").get(0);
    assertThat(operation.mode()).isEqualTo(mode);
    assertThat(operation.address()).isEqualTo(ALPHA);
  }

  @ParameterizedTest
  @CsvSource({
    "UpdateIfMatchETag, eTag, UPDATE",
    "deleteIfMatchEtag, etag, DELETE",
    "createOrUpdateIfMatchETag, eTag, CREATE_OR_UPDATE"
  })
  void may_hold_to_an_etag(String spelt, String member, BulkOperation.Mode mode) {
    BulkOperation operation = operations("[{\"id\":\"alpha\",\"importMode\":\"" + spelt + "\",\""
            + member + "\":\"\\\"t\\\"\"}]")
        .get(0);
    assertThat(operation.mode()).isEqualTo(mode);
    assertThat(operation.ifMatch()).isEqualTo(new IfMatch.Exactly("t"));
  }

  /** What the published model leaves out when it writes is its defaults. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"alpha\"}", "{\"Id\":\"alpha\",\"importMode\":null}"})
  void that_leaves_everything_out_creates_or_updates_an_enabled_device(String entry) {
    assertThat(operations("[" + entry + "]"))
        .containsExactly(new BulkOperation(
            BulkOperation.Mode.CREATE_OR_UPDATE,
            IdentityRequest.with(ALPHA, new Credentials.Unchanged()),
            IfMatch.any(),
            new TwinPatch(SectionPatch.KEEP, SectionPatch.KEEP),
            IfMatch.any()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "updateIfMatchETag",
        "deleteIfMatchETag",
        "createOrUpdateIfMatchETag",
        "updateTwinIfMatchETag"
      })
  void has_no_condition_without_an_etag(String mode) {
    BulkOperation operation = operations(
            "[{\"id\":\"alpha\",\"importMode\":\"" + mode + "\",\"eTag\":null}]")
        .get(0);
    assertThat(operation.ifMatch()).isEqualTo(IfMatch.any());
    assertThat(operation.twinIfMatch()).isEqualTo(IfMatch.any());
  }

  @Test
  void may_write_the_twin_of_a_module_under_its_own_etag() {
    BulkOperation operation = operations("""
        [{"id":"alpha","moduleId":"camera","importMode":"updateTwinIfMatchETag","twinETag":"AA=",
          "tags":{"a":1},"properties":{"desired":{"b":2}}}]""").get(0);
    assertThat(operation.address()).isEqualTo(CAMERA);
    assertThat(operation.ifMatch()).isEqualTo(IfMatch.any());
    assertThat(operation.twinIfMatch()).isEqualTo(new IfMatch.Exactly("AA="));
    assertThat(operation.twin())
        .isEqualTo(new TwinPatch(
            new SectionPatch.Merge(JsonText.parseObject("{\"a\":1}")),
            new SectionPatch.Merge(JsonText.parseObject("{\"b\":2}"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | the body must be an array of devices",
        "[1] | [0] must be an object",
        "[{\"importMode\":\"create\"}] | [0].id is missing",
        "[{\"id\":\"a\",\"importMode\":\"rename\"}] | [0].importMode is unknown: 'rename'",
        "[{\"id\":\"a\",\"importMode\":\"createIfMatchETag\",\"eTag\":\"x\"}] | [0].importMode is unknown: 'createifmatchetag'",
        "[{\"id\":\"a\",\"importMode\":\"create\",\"status\":\"x\"}] | [0].status must be enabled or disabled"
      })
  void of_another_shape_is_refused_with_its_entry(String body, String message) {
    assertThatThrownBy(() -> operations(body)).isInstanceOf(HubException.class).hasMessage(message);
  }

  @Test
  void of_more_than_a_hundred_is_refused() {
    String entry = "{\"id\":\"a\",\"importMode\":\"create\"}";
    assertThatThrownBy(() -> operations("[" + (entry + ",").repeat(100) + entry + "]"))
        .hasMessage("the body holds 101 devices; at most 100 are allowed");
  }

  @Test
  void is_answered_with_the_numbers_of_what_failed() {
    assertThat(BulkDocument.result(
            List.of(new BulkFailure(CAMERA, BulkOperation.Mode.CREATE, CAMERA.notFound())),
            HubError::message))
        .hasToString("{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"alpha\","
            + "\"errorCode\":404010,\"errorStatus\":\"Module camera on device alpha"
            + " not registered\",\"moduleId\":\"camera\",\"operation\":\"create\"}],"
            + "\"warnings\":[]}");
    assertThat(BulkDocument.result(List.of(), HubError::message))
        .hasToString("{\"isSuccessful\":true,\"errors\":[],\"warnings\":[]}");
  }
}
