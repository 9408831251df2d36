package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are put on a connection: whose they are, whatever the client names beside them. */
class PutTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long LATER = NOW.getEpochSecond() + 3600;

  private final Registry registry = new Registry()
      .with(TwinAddress.device("dev1"))
      .with(TwinAddress.device("a%b"))
      .with(TwinAddress.module("dev1", "scanner"));
  private final PutTokens tokens = new PutTokens(
      new Authenticator(registry, InstantSource.fixed(NOW), TrustedIssuers.inNobody()));

  private static String token(String sr, String owner) {
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(sr, Tokens.upper(Tokens.signature(sr, LATER, Registry.key(owner))), LATER);
  }

  private static String policyToken(String sr, String policy) {
    return token(sr, policy) + "&skn=" + policy;
  }

  private String granted(String token, String audience) {
    PutTokens.Grant grant = tokens.judge(token, audience);
    return grant instanceof PutTokens.Grant.OfDevice device
        ? "device " + device.device().principal().address()
        : "service " + ((PutTokens.Grant.OfService) grant).service().principal().name();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1/devices/dev1, dev1, 127.0.0.1/devices/dev1, device dev1",
    "127.0.0.1%2Fdevices%2Fdev1, dev1, 127.0.0.1%2Fdevices%2Fdev1, device dev1",
    "127.0.0.1/devices/dev1, dev1, '', device dev1",
    "127.0.0.1%2fdevices%2fDEV1, dev1, 127.0.0.1/devices/dev1, device dev1",
    "h/devices/dev1/modules/scanner, dev1/scanner, h/devices/dev1, device dev1/scanner",
    "h/devices/dev1/modules/scanner, dev1, h/devices/dev1, device dev1/scanner",
    "h/devices/dev1/modules/scanner, dev1, '', device dev1/scanner",
    "h/devices/dev1, dev1, h/devices/dev1/modules/scanner, device dev1/scanner",
    "127.0.0.1, dev1, h/devices/dev1, device dev1",
    "h%2Fdevices%2Fa%2525b, a%b, h/devices/a%25b, device a%b",
    "h/devices/a%25b, a%b, '', device a%b"
  })
  void a_device_is_found_by_what_its_token_names(
      String sr, String owner, String audience, String expected) {
    assertThat(granted(token(sr, owner), audience)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, iothubowner, 127.0.0.1, service iothubowner",
    "127.0.0.1, device, amqps://127.0.0.1:5671/, service device",
    "127.0.0.1%2Fdevices, device, '', service device",
    "127.0.0.1/devices/dev1, device, 127.0.0.1/devices/dev1, device dev1"
  })
  void a_policy_stands_for_the_hub_or_for_the_device_that_it_names(
      String sr, String policy, String audience, String expected) {
    assertThat(granted(policyToken(sr, policy), audience)).isEqualTo(expected);
  }

  private static String eventToken(String sr, String policy) {
    String signature = Tokens.eventSignature(sr, LATER, Registry.key(policy));
    return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
        .formatted(sr, Tokens.upper(signature), LATER, policy);
  }

  /** The resources of Python and Node, Java, .NET and Go. Source: events.md 4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sb%3A%2F%2F127.0.0.1%3A5672%2Ftwinhub%2Fconsumergroups%2F%24Default",
        "amqp%3A%2F%2F127.0.0.1%2Ftwinhub%2FConsumerGroups%2F%24Default%2FPartitions%2F0",
        "amqps%3A%2F%2F127.0.0.1%2Ftwinhub",
        "amqps%3a%2f%2f127.0.0.1%3a5671%2ftwinhub%2f%24management",
        "sb://127.0.0.1/twinhub"
      })
  void clients_for_event_hubs_sign_with_the_text_of_the_key_and_others_with_its_bytes(String sr) {
    assertThat(granted(eventToken(sr, "iothubowner"), "")).isEqualTo("service iothubowner");
    assertThat(granted(policyToken(sr, "iothubowner"), "")).isEqualTo("service iothubowner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.0.0.1%2Ftwinhub", "https%3A%2F%2F127.0.0.1", "sb.example"})
  void any_other_resource_is_signed_with_the_bytes(String sr) {
    assertThatThrownBy(() -> tokens.judge(eventToken(sr, "iothubowner"), ""))
        .hasMessage(
            "the token's field sig matches neither key of shared access policy 'iothubowner'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "127.0.0.1/devices/dev1 | dev2 | the token's field sig matches neither key of 'dev1'",
        "127.0.0.1/devices/nobody | nobody | 'nobody' is not registered",
        "127.0.0.1/devices/dev1/modules/scanner | dev2"
            + " | the token's field sig matches neither key of 'dev1/scanner' or of its device",
        "127.0.0.1 | dev2 | the token's field sig matches neither key of 'dev1'"
      })
  void a_token_of_somebody_else_is_refused(String sr, String owner, String reason) {
    assertThatThrownBy(() -> tokens.judge(token(sr, owner), "127.0.0.1/devices/dev1"))
        .hasMessage(reason);
  }

  @Test
  void a_token_that_no_policy_signed_must_name_its_device() {
    assertThatThrownBy(() -> tokens.judge(token("127.0.0.1", "dev1"), "127.0.0.1"))
        .hasMessage("the token has no field skn, so no shared access policy signed it; devices may"
            + " not use the service API");
  }

  @Test
  void an_expired_token_is_refused() {
    String sr = "h/devices/dev1";
    long past = NOW.getEpochSecond() - 3600;
    String expired = "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(sr, Tokens.upper(Tokens.signature(sr, past, Registry.key("dev1"))), past);
    assertThatThrownBy(() -> tokens.judge(expired, ""))
        .hasMessageContaining("which is PT1H before the hub's clock");
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> tokens.judge("", "")).hasMessageContaining("does not begin with");
    assertThatThrownBy(() -> tokens.judge("Bearer x.y.z", ""))
        .hasMessage("the bearer token is not a signed JSON Web Token");
  }
}
