package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No answer of any tool holds a key, whatever kind the identity is of, and whether the call succeeds or not. */
@Timeout(120)
class SecretsTest {
  private static final List<String> IDS = List.of("own", "made", "x509", "ca", "edge");

  private final List<String> secrets = new ArrayList<>();

  private void register(Twinhub hub, TwinAddress address, Authentication authentication) {
    hub.ports()
        .identities()
        .create(
            IdentityRequest.with(address, new IdentityRequest.Credentials.Given(authentication)));
    if (authentication instanceof Authentication.Sas sas) {
      secrets.add(sas.primaryKey().base64());
      secrets.add(sas.secondaryKey().base64());
    }
  }

  private void made(Twinhub hub, IdentityRequest request) {
    Authentication made = hub.ports().identities().create(request).identity().authentication();
    secrets.add(((Authentication.Sas) made).primaryKey().base64());
    secrets.add(((Authentication.Sas) made).secondaryKey().base64());
  }

  private static SharedKey key(int seed) {
    byte[] bytes = new byte[32];
    new java.util.Random(seed).nextBytes(bytes);
    return SharedKey.of(bytes);
  }

  private void fill(Twinhub hub) {
    register(hub, TwinAddress.device("own"), new Authentication.Sas(key(1), key(2)));
    register(
        hub,
        TwinAddress.device("x509"),
        new Authentication.SelfSigned(
            Optional.of(new Thumbprint("A".repeat(40))), Optional.empty()));
    register(hub, TwinAddress.device("ca"), new Authentication.CertificateAuthority());
    made(hub, IdentityRequest.withKeys(TwinAddress.device("made")));
    made(
        hub,
        IdentityRequest.withKeys(TwinAddress.device("edge"))
            .placed(true, Optional.empty(), List.of()));
    made(hub, IdentityRequest.withKeys(TwinAddress.module("own", "m")));
    hub.ports()
        .twins()
        .patch(
            TwinAddress.device("own"),
            TwinPatch.ofTags(JsonObject.builder()
                .put("pasted", "HostName=x;DeviceId=own;SharedAccessKey=" + secrets.get(0))
                .put("token", "SharedAccessSignature sr=x&sig=abcdefgh%3D&se=1")
                .put("primaryKey", secrets.get(1))
                .build()),
            IfMatch.any());
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    secrets.add(owner.key().base64());
    secrets.add(hub.facts().adminToken());
    secrets.add("abcdefgh");
  }

  /** Arguments for every tool, so that a new one fails here until it has some. */
  private static String arguments(String tool, String id) {
    String target = "\"deviceId\":\"%s\"".formatted(id);
    return switch (tool) {
      case "show_hub", "list_snapshots", "recent_events" -> "{}";
      case "list_devices", "show_device", "show_twin", "timeline" -> "{%s}".formatted(target);
      case "query", "explain_query" -> "{\"sql\":\"SELECT * FROM devices\"}";
      case "why_query" ->
        "{\"sql\":\"SELECT * FROM devices WHERE tags.pasted = 'x'\",%s}".formatted(target);
      case "list_paths" -> "{\"contains\":\"key\"}";
      case "patch_twin" -> "{%s,\"patch\":{\"tags\":{\"pasted\":null}}}".formatted(target);
      case "create_device" -> "{\"deviceId\":\"new-%s\"}".formatted(id);
      case "invoke_method" -> "{%s,\"method\":\"x\"}".formatted(target);
      case "send_message" -> "{%s,\"body\":\"x\"}".formatted(target);
      case "create_snapshot", "restore_snapshot" -> "{\"name\":\"s-%s\"}".formatted(id);
      default -> throw new AssertionError("a tool without arguments for this test: " + tool);
    };
  }

  @Test
  void no_answer_of_any_tool_about_any_kind_of_identity_holds_a_secret() throws Exception {
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
        AgentSession agent = AgentSession.begun(true)) {
      fill(hub);
      List<String> answers = new ArrayList<>();
      for (String tool : agent.offered()) {
        for (String id : IDS) {
          answers.add(agent.result(tool, arguments(tool, id)).toString());
        }
        answers.add(agent.result(tool, "{\"nonsense\":1}").toString());
      }
      answers.add(agent
          .result("show_device", "{\"deviceId\":\"own\",\"moduleId\":\"m\"}")
          .toString());
      assertThat(secrets).hasSizeGreaterThan(10);
      assertThat(answers).hasSizeGreaterThan(80);
      for (String answer : answers) {
        assertThat(answer).doesNotContain(secrets);
        assertThat(answer).doesNotContainPattern("SharedAccessKey=[^(]");
      }
      assertThat(String.join("\n", answers)).contains(Secrets.HIDDEN);
    }
  }

  @Test
  void a_login_that_does_not_work_is_refused_without_its_key() throws Exception {
    String key = key(9).base64();
    try (AgentSession agent = AgentSession.begun(
        true, "--login", "HostName=127.0.0.1:1;SharedAccessKeyName=owner;SharedAccessKey=" + key)) {
      for (String tool : agent.offered()) {
        assertThat(agent.result(tool, arguments(tool, "d")).toString())
            .contains("\"isError\":true")
            .doesNotContain(key);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HostName=h;SharedAccessKeyName=n;SharedAccessKey=abc+/=|HostName=h;SharedAccessKeyName=n;SharedAccessKey=(hidden)",
        "sharedaccesskey = abc; x|sharedaccesskey = (hidden); x",
        "SharedAccessSignature sr=h&sig=a%3D&se=1 rest|SharedAccessSignature (hidden) rest",
        "https://h/?a=b&sig=abc|https://h/?a=b&sig=(hidden)",
        "AccountName=a;AccountKey=abc==;E=f|AccountName=a;AccountKey=(hidden);E=f",
        "no secret|no secret",
      })
  void secrets_in_texts_are_hidden(String text, String hidden) {
    assertThat(Secrets.hidden(text)).isEqualTo(hidden);
  }

  @Test
  void members_that_hold_keys_are_hidden_at_any_depth() {
    JsonValue keys =
        JsonObject.builder().put("primaryKey", "a").put("secondaryKey", "b").build();
    JsonObject nested = JsonObject.of("list", JsonArray.of(keys, new JsonString("plain")));
    assertThat(Secrets.hidden(nested))
        .hasToString(
            "{\"list\":[{\"primaryKey\":\"(hidden)\",\"secondaryKey\":\"(hidden)\"},\"plain\"]}");
  }
}
