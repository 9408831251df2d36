package io.twinhub.local.frontend.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.local.json.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities on the wire: what the registry answers, and what the SDKs ask in their own ways. */
class IdentityJsonTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private static Identity identity(TwinAddress address, Authentication authentication) {
    return new Identity(
        address,
        "637534345627501371",
        new IdentityEtag("NzMzMTE3MTAz"),
        authentication,
        DeviceStatus.ENABLED,
        Optional.empty(),
        Identity.NEVER,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
  }

  private static JsonObject json(Identity identity) {
    return IdentityJson.of(new RegisteredIdentity(identity, ConnectionState.NEVER));
  }

  private static IdentityRequest request(String body) {
    return IdentityRequestJson.parse(ALPHA, Members.of(JsonText.parseObject(body)));
  }

  @Nested
  class An_answer {
    @Test
    void of_a_device_has_the_members_of_azure_in_their_order() {
      assertThat(json(identity(
              ALPHA, new Authentication.Sas(new SharedKey("AAEC"), new SharedKey("AwQF")))))
          .hasToString("{\"deviceId\":\"alpha\",\"generationId\":\"637534345627501371\","
              + "\"etag\":\"NzMzMTE3MTAz\",\"connectionState\":\"Disconnected\","
              + "\"status\":\"enabled\",\"statusReason\":null,"
              + "\"connectionStateUpdatedTime\":\"0001-01-01T00:00:00Z\","
              + "\"statusUpdatedTime\":\"0001-01-01T00:00:00Z\","
              + "\"lastActivityTime\":\"0001-01-01T00:00:00Z\",\"cloudToDeviceMessageCount\":0,"
              + "\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"AAEC\","
              + "\"secondaryKey\":\"AwQF\"},\"x509Thumbprint\":{\"primaryThumbprint\":null,"
              + "\"secondaryThumbprint\":null},\"type\":\"sas\"},"
              + "\"capabilities\":{\"iotEdge\":false}}");
    }

    @Test
    void of_a_module_has_no_status() {
      JsonObject module = json(identity(CAMERA, new Authentication.None()));
      assertThat(module.names())
          .containsExactly(
              "moduleId",
              "managedBy",
              "deviceId",
              "generationId",
              "etag",
              "connectionState",
              "connectionStateUpdatedTime",
              "lastActivityTime",
              "cloudToDeviceMessageCount",
              "authentication");
    }

    @Test
    void of_a_device_with_a_certificate_shows_thumbprints_and_no_keys() {
      Thumbprint thumbprint = new Thumbprint("0".repeat(40));
      assertThat(json(identity(
                  ALPHA, new Authentication.SelfSigned(Optional.of(thumbprint), Optional.empty())))
              .find("authentication")
              .orElseThrow())
          .hasToString("{\"symmetricKey\":{\"primaryKey\":null,\"secondaryKey\":null},"
              + "\"x509Thumbprint\":{\"primaryThumbprint\":\"" + "0".repeat(40)
              + "\",\"secondaryThumbprint\":null},\"type\":\"selfSigned\"}");
    }
  }

  @Nested
  class A_request {
    @Test
    void of_java_carries_what_only_the_hub_decides_and_capitals() {
      IdentityRequest java = request("""
          {"deviceId":"alpha","generationId":"","status":"Disabled","statusReason":null,
           "statusUpdatedTime":"0001-12-30T00:00:00","connectionState":"DISCONNECTED","etag":"",
           "cloudToDeviceMessageCount":0,"capabilities":{"iotEdge":true},"parentScopes":[],
           "authentication":{"type":"sas","symmetricKey":
             {"primaryKey":"AAECAwQFBgcICQoLDA0ODw\\u003d\\u003d","secondaryKey":null},
             "x509Thumbprint":null}}""");
      assertThat(java.status()).isEqualTo(DeviceStatus.DISABLED);
      assertThat(java.edge()).isTrue();
      assertThat(java.credentials())
          .isEqualTo(new Credentials.Keys(
              Optional.of(new SharedKey("AAECAwQFBgcICQoLDA0ODw==")), Optional.empty()));
    }

    @Test
    void of_node_has_empty_keys_where_the_hub_shall_make_them() {
      assertThat(request("""
              {"deviceId":"alpha","authentication":
               {"type":"sas","symmetricKey":{"primaryKey":"","secondaryKey":""}}}""").credentials())
          .isEqualTo(new Credentials.Keys(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"authentication\":null}",
          "{\"deviceId\":\"alpha\"}",
          "{\"moduleId\":\"\"}",
          "{\"moduleId\":null}"
        })
    void that_says_nothing_of_credentials_leaves_them(String body) {
      assertThat(request(body)).isEqualTo(IdentityRequest.with(ALPHA, new Credentials.Unchanged()));
    }

    @Test
    void with_a_thumbprint_and_no_type_is_self_signed() {
      assertThat(request("{\"authentication\":{\"x509Thumbprint\":{\"primaryThumbprint\":\""
                  + "a".repeat(64) + "\",\"secondaryThumbprint\":\"\"}}}")
              .credentials())
          .isEqualTo(new Credentials.Given(new Authentication.SelfSigned(
              Optional.of(new Thumbprint("a".repeat(64))), Optional.empty())));
    }

    @Test
    void for_an_authority_needs_nothing_else() {
      assertThat(request("{\"authentication\":{\"type\":\"certificateAuthority\"}}")
              .credentials())
          .isEqualTo(new Credentials.Given(new Authentication.CertificateAuthority()));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"deviceId\":\"beta\"} | deviceId is 'beta' in the body, but the path names 'alpha'",
          "{\"moduleId\":\"m\"} | moduleId is 'm' in the body, but the path names none",
          "{\"status\":\"asleep\"} | status must be enabled or disabled",
          "{\"status\":1} | status must be a string",
          "{\"authentication\":\"sas\"} | authentication must be an object",
          "{\"authentication\":{\"type\":\"password\"}} | authentication.type must be sas, selfSigned, certificateAuthority or none",
          "{\"authentication\":{\"type\":\"selfSigned\"}} | authentication.x509Thumbprint must hold a thumbprint for selfSigned",
          "{\"authentication\":{\"symmetricKey\":{\"primaryKey\":7}}} | authentication.symmetricKey.primaryKey must be a string",
          "{\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"%\"}}} | a key must be base64 text of 16 to 64 bytes",
          "{\"authentication\":{\"x509Thumbprint\":{\"primaryThumbprint\":\"xyz\"}}} | thumbprint 'xyz': use 40 hex digits (SHA-1) or 64 (SHA-256)",
          "{\"capabilities\":{\"iotEdge\":\"yes\"}} | capabilities.iotEdge must be true or false",
          "{\"parentScopes\":\"x\"} | parentScopes must be an array of strings",
          "{\"parentScopes\":[1]} | parentScopes must be an array of strings"
        })
    void of_another_shape_is_refused_with_its_path(String body, String message) {
      assertThatThrownBy(() -> request(body))
          .isInstanceOfSatisfying(
              HubException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID))
          .hasMessage(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*, *",
    "'\"*\"', *",
    "'', *",
    "tag, tag",
    "'\"tag\"', tag",
    "'W/\"tag\"', tag",
    "'\"', '\"'"
  })
  void an_identitys_condition_counts_with_and_without_quotes(String header, String condition) {
    assertThat(IdentityIfMatch.parse(header)).hasToString(condition);
  }

  @Nested
  class A_bulk_request {
    private List<BulkOperation> operations(String body) {
      return BulkJson.operations(JsonText.parse(body));
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
      assertThatThrownBy(() -> operations(body))
          .isInstanceOf(HubException.class)
          .hasMessage(message);
    }

    @Test
    void of_more_than_a_hundred_is_refused() {
      String entry = "{\"id\":\"a\",\"importMode\":\"create\"}";
      assertThatThrownBy(() -> operations("[" + (entry + ",").repeat(100) + entry + "]"))
          .hasMessage("the body holds 101 devices; at most 100 are allowed");
    }

    @Test
    void is_answered_with_the_numbers_of_what_failed() {
      assertThat(BulkJson.result(
              List.of(new BulkFailure(CAMERA, BulkOperation.Mode.CREATE, CAMERA.notFound()))))
          .hasToString("{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"alpha\","
              + "\"errorCode\":404010,\"errorStatus\":\"Module camera on device alpha"
              + " not registered\",\"moduleId\":\"camera\",\"operation\":\"create\"}],"
              + "\"warnings\":[]}");
      assertThat(BulkJson.result(List.of()))
          .hasToString("{\"isSuccessful\":true,\"errors\":[],\"warnings\":[]}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b, a b",
    "a+b, a+b",
    "100%, 100%",
    "%zz, %zz",
    "%, %",
    "%4, %4",
    "%c3%A4, ä",
    "a%252Fb, a%2Fb"
  })
  void percent_signs_are_decoded_once_where_they_can_be(String encoded, String decoded) {
    assertThat(Percent.decode(encoded)).isEqualTo(decoded);
  }

  @Test
  void what_a_header_may_not_hold_is_encoded() {
    assertThat(Percent.encode("1:2 ä\n^")).isEqualTo("1%3A2%20%C3%A4%0A%5E");
  }
}
