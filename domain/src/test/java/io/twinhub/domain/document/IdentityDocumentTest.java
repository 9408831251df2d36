package io.twinhub.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.TestJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities on the wire: what the registry answers, and what the SDKs ask in their own ways. */
class IdentityDocumentTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private static final String SCOPE = "ms-azure-iot-edge://gateway-1";
  private static final Authentication KEYS =
      new Authentication.Sas(SharedKey.of(new byte[16]), SharedKey.of(new byte[32]));

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
    return IdentityDocument.of(new RegisteredIdentity(identity, ConnectionState.NEVER));
  }

  private static IdentityRequest request(String body) {
    return IdentityDocument.request(ALPHA, Members.of(TestJson.object(body)));
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
             {"primaryKey":"AAECAwQFBgcICQoLDA0ODw==","secondaryKey":null},
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

  /** What is left out of a write may stay as it was. */
  @Nested
  class A_body {
    private final IdentityRequest device = IdentityRequest.withKeys(ALPHA);

    @Test
    void of_a_leaf_without_a_parent_says_so_with_an_empty_scope() {
      JsonObject body = IdentityDocument.of(device);
      assertThat(body.find("deviceScope")).contains(new JsonString(""));
      assertThat(body.has("parentScopes")).isFalse();
    }

    @Test
    void of_a_leaf_with_a_parent_names_it_in_its_scope() {
      JsonObject body =
          IdentityDocument.of(device.placed(false, Optional.of(SCOPE), List.of(SCOPE)));
      assertThat(body.find("deviceScope")).contains(new JsonString(SCOPE));
      assertThat(body.has("parentScopes")).isFalse();
    }

    @Test
    void of_an_edge_device_names_its_parents_and_leaves_its_scope_to_the_hub() {
      JsonObject body = IdentityDocument.of(device.placed(true, Optional.empty(), List.of(SCOPE)));
      assertThat(body.has("deviceScope")).isFalse();
      assertThat(body.find("parentScopes")).contains(JsonArray.of(new JsonString(SCOPE)));
    }

    @Test
    void leaves_out_what_nobody_asks_for() {
      assertThat(IdentityDocument.of(device).with("capabilities", JsonObject.EMPTY))
          .hasToString("{\"deviceId\":\"alpha\",\"authentication\":{\"type\":\"sas\","
              + "\"symmetricKey\":{}},\"status\":\"enabled\",\"capabilities\":{},"
              + "\"deviceScope\":\"\"}");
    }
  }

  static Stream<Identity> identities() {
    Thumbprint one = new Thumbprint("a".repeat(40));
    Thumbprint other = new Thumbprint("B".repeat(64));
    return Stream.of(
        identity(ALPHA, KEYS),
        identity(CAMERA, KEYS),
        identity(ALPHA, new Authentication.SelfSigned(Optional.of(one), Optional.empty())),
        identity(ALPHA, new Authentication.SelfSigned(Optional.of(one), Optional.of(other))),
        identity(CAMERA, new Authentication.CertificateAuthority()),
        identity(ALPHA, new Authentication.None()),
        new Identity(
            ALPHA,
            "637534345627501371",
            new IdentityEtag("NzMzMTE3MTAz"),
            KEYS,
            DeviceStatus.DISABLED,
            Optional.of("broken"),
            Instant.parse("2024-01-02T03:04:05.0000001Z"),
            true,
            Optional.empty(),
            Optional.of(SCOPE),
            List.of(SCOPE),
            new IdentityAdditions(
                Optional.of(TestJson.object("{'Plant':'A'}")),
                TestJson.object("{'policyResourceId':'p','x509CaValidation':{'a':1}}"))));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void what_a_hub_answers_is_read_as_it_was(Identity identity) {
    ConnectionState connected = new ConnectionState(
        true, Instant.parse("2024-01-02T03:04:06Z"), Instant.parse("2024-01-02T03:04:07Z"), "");
    RegisteredIdentity registered = new RegisteredIdentity(identity, connected);
    assertThat(IdentityDocument.registered(IdentityDocument.of(registered))).isEqualTo(registered);
  }

  @ParameterizedTest
  @MethodSource("identities")
  void what_a_body_asks_for_is_read_as_it_was(Identity identity) {
    IdentityRequest request = IdentityRequest.of(identity)
        .placed(
            identity.edge(),
            identity.edge() ? Optional.empty() : Optional.of(SCOPE),
            identity.edge() ? List.of(SCOPE) : List.of());
    JsonObject body = IdentityDocument.of(request);
    IdentityRequest back = IdentityDocument.request(identity.address(), Members.of(body));
    assertThat(IdentityDocument.of(back)).hasToString(body.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'deviceId':'alpha','status':1,'authentication':'sas','parentScopes':'x'}",
        "{'deviceId':'alpha','capabilities':{'iotEdge':'yes'},'parentScopes':[1],'tags':7}",
        "{'deviceId':'alpha','authentication':{'type':'sas','symmetricKey':{'primaryKey':null}}}",
        "{'deviceId':'alpha','authentication':{'type':'newer'},'statusReason':''}"
      })
  void members_of_an_answer_that_are_not_understood_count_as_not_said(String answer) {
    assertThat(IdentityDocument.registered(TestJson.object(answer)))
        .isEqualTo(
            IdentityDocument.registered(TestJson.object("{'deviceId':'alpha','status':null}")));
  }
}
