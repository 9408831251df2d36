package io.twinhub.azure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.service.auth.IotHubConnectionStringBuilder;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** When tokens are made, kept and renewed. */
class ServiceTokensTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Instant now = NOON;
  private final FakeCredential credential = new FakeCredential();
  private final ServiceTokens entra =
      new ServiceTokens(ServiceTokens.askedOf(credential), () -> now);

  @Test
  void a_token_of_entra_is_asked_for_hubs_and_shown_as_bearer() {
    credential.gives("first", NOON.plus(Duration.ofHours(1)));
    assertThat(entra.token()).isEqualTo("Bearer first");
    assertThat(credential.scopes()).containsExactly("https://iothubs.azure.net/.default");
  }

  @Test
  void a_token_is_kept_until_ten_minutes_before_its_end() {
    credential.gives("first", NOON.plus(Duration.ofHours(1)));
    credential.gives("second", NOON.plus(Duration.ofHours(2)));
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofMinutes(50)).minusSeconds(1);
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofMinutes(50));
    assertThat(entra.token()).isEqualTo("Bearer second");
  }

  @Test
  void a_token_of_a_short_life_is_kept_for_four_fifths_of_it() {
    credential.gives("first", NOON.plus(Duration.ofMinutes(5)));
    credential.gives("second", NOON.plus(Duration.ofMinutes(9)));
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofMinutes(4)).minusSeconds(1);
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofMinutes(4));
    assertThat(entra.token()).isEqualTo("Bearer second");
  }

  @Test
  void while_no_new_token_is_to_be_had_the_present_one_is_shown_to_its_end() {
    credential.gives("first", NOON.plus(Duration.ofHours(1)));
    credential.answers(Mono.error(new IllegalStateException("issuer is down")));
    credential.answers(Mono.error(new IllegalStateException("issuer is down")));
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofMinutes(55));
    assertThat(entra.token()).isEqualTo("Bearer first");
    now = NOON.plus(Duration.ofHours(1));
    assertThatThrownBy(entra::token)
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IOT_HUB_UNAUTHORIZED))
        .hasMessage("no Microsoft Entra token: java.lang.IllegalStateException: issuer is down");
  }

  @Test
  void a_credential_without_a_token_is_refused() {
    assertThatThrownBy(entra::token)
        .hasMessage("no Microsoft Entra token: the credential returned none");
  }

  @Test
  void an_issuer_that_does_not_answer_is_left_when_the_caller_is_interrupted() {
    credential.answers(Mono.never());
    Thread.currentThread().interrupt();
    assertThatThrownBy(entra::token)
        .hasMessage("no answer from the issuer of tokens: the call was cancelled");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_policys_token_lives_an_hour_and_is_signed_by_the_sdk() {
    ServiceTokens signed = new ServiceTokens(
        ServiceTokens.signedWith(IotHubConnectionStringBuilder.createIotHubConnectionString(
            "HostName=hub.net;SharedAccessKeyName=service;SharedAccessKey=c2VjcmV0")),
        () -> now);
    now = Instant.now();
    long end = Long.parseLong(signed.token().replaceFirst(".*&se=(\\d+)&.*", "$1"));
    assertThat(Instant.ofEpochSecond(end))
        .isBetween(now.plus(Duration.ofMinutes(59)), now.plus(Duration.ofMinutes(61)));
  }
}
