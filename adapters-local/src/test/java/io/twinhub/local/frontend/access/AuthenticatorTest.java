package io.twinhub.local.frontend.access;

import static io.twinhub.local.frontend.access.Tokens.signature;
import static io.twinhub.local.frontend.access.Tokens.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in by a token, who does not, and what the log says of it. */
class AuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long SE = NOW.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private final Registry registry = new Registry().with(ALPHA).with(CAMERA);
  private final Authenticator authenticator =
      new Authenticator(registry, InstantSource.fixed(NOW), TrustedIssuers.inNobody());

  private static String token(String sr, String keyOf, long se, String rest) {
    return "SharedAccessSignature sr=%s&sig=%s&se=%d%s"
        .formatted(sr, upper(signature(sr, se, Registry.key(keyOf))), se, rest);
  }

  private AuthenticatedDevice device(TwinAddress claimed, String token) {
    return authenticator.device(claimed, Optional.of(token), List.of());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, refusal -> {
      assertThat(refusal.code()).isEqualTo(ErrorCode.IOT_HUB_UNAUTHORIZED);
      assertThat(refusal.error().message()).isEqualTo(message);
    });
  }

  @Nested
  class A_service {
    @Test
    void gets_all_that_its_policy_allows() {
      assertThat(authenticator.service(Tokens.service("registryReadWrite", SE), List.of()))
          .isEqualTo(new Principal.Service(
              "registryReadWrite", Set.of(Permission.REGISTRY_READ, Permission.REGISTRY_WRITE)));
    }

    @Test
    void without_a_header_is_refused_in_the_words_of_azure() {
      assertRefused(() -> authenticator.service("", List.of()), "Authorization header missing");
    }

    @Test
    void that_nobody_knows_is_refused() {
      assertRefused(
          () -> authenticator.service(Tokens.service("nobody", SE), List.of()),
          "there is no shared access policy 'nobody'");
    }

    @Test
    void with_a_wrong_key_is_refused() {
      String token = token("127.0.0.1", "device", SE, "&skn=service");
      assertRefused(
          () -> authenticator.service(token, List.of()),
          "the token's field sig matches neither key of shared access policy 'service'");
    }

    @Test
    void may_not_be_a_device() {
      assertRefused(
          () -> authenticator.service(token("h/devices/alpha", "alpha", SE, ""), List.of()),
          "the token has no field skn, so no shared access policy signed it; devices may not use the"
              + " service API");
    }

    @ParameterizedTest
    @CsvSource({
      "h/twins, twins/a, true",
      "h/twins/a, twins/a, true",
      "h/TWINS/A, twins/a, true",
      "h/twin, twins/a, false",
      "h/twins/ab, twins/a, false",
      "h/twins/a/modules/m, twins/a, false",
      "h%2ftwins%2fa, twins/a, true",
      "https://h/twins, twins/a, true",
      "h/, twins/a, true"
    })
    void is_held_to_the_part_of_the_hub_that_its_token_names(
        String sr, String path, boolean allowed) {
      String token = token(sr, "service", SE, "&skn=service");
      List<String> segments = List.of(path.split("/", -1));
      if (allowed) {
        assertThat(authenticator.service(token, segments).name()).isEqualTo("service");
      } else {
        assertThatThrownBy(() -> authenticator.service(token, segments))
            .hasMessage(
                "the token's field sr, {host}/%s, does not cover /twins/a", sr.substring(2));
      }
    }

    @Test
    void with_a_key_of_another_kind_than_sas_is_refused() {
      assertRefused(
          () -> authenticator.service("Basic eyJ0eXAi", List.of()),
          "the token does not begin with 'SharedAccessSignature '");
    }
  }

  @Nested
  class The_clock {
    @ParameterizedTest
    @CsvSource({"3600, true", "0, true", "-299, true", "-300, true", "-301, false"})
    void may_be_five_minutes_apart(long secondsLeft, boolean allowed) {
      String token = Tokens.service("service", NOW.plusSeconds(secondsLeft).getEpochSecond());
      if (allowed) {
        assertThat(authenticator.service(token, List.of()).name()).isEqualTo("service");
      } else {
        assertRefused(
            () -> authenticator.service(token, List.of()),
            "the token's field se is 2026-11-21T11:54:59Z, which is PT5M1S before the hub's clock;"
                + " PT5M are allowed");
      }
    }

    @ParameterizedTest
    @ValueSource(
        longs = {
          253402300799L,
          253402300800L,
          31556889864403199L,
          31556889864403200L,
          Long.MAX_VALUE
        })
    void never_reaches_the_end_of_time(long se) {
      AuthenticatedDevice alpha = device(ALPHA, token("h/devices/alpha", "alpha", se, ""));
      assertThat(alpha.until()).contains(Instant.parse("9999-12-31T23:59:59Z").plusSeconds(300));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -31557014167219200L})
    void is_past_every_time_before_it(long se) {
      assertThatThrownBy(() -> device(ALPHA, token("h/devices/alpha", "alpha", se, "")))
          .hasMessageStartingWith("the token's field se is ")
          .hasMessageEndingWith(" before the hub's clock; PT5M are allowed");
    }

    @Test
    void is_not_spoken_of_to_who_has_no_key() {
      String token =
          token("127.0.0.1", "device", NOW.minusSeconds(900).getEpochSecond(), "&skn=service");
      assertThatThrownBy(() -> authenticator.service(token, List.of()))
          .hasMessageStartingWith("the token's field sig");
    }

    @Test
    void tells_when_a_connection_must_end() {
      assertThat(device(ALPHA, token("h/devices/alpha", "alpha", SE, "")).until())
          .contains(NOW.plusSeconds(3900));
    }
  }

  @Nested
  class A_device {
    @Test
    void gets_in_by_its_secondary_key() {
      String token = token("h/devices/alpha", "alpha-secondary", SE, "");
      assertThat(device(ALPHA, token).principal().address()).isEqualTo(ALPHA);
    }

    @Test
    void gets_in_by_a_policy_for_devices() {
      assertThat(
              device(ALPHA, token("h", "device", SE, "&skn=device")).principal().address())
          .isEqualTo(ALPHA);
    }

    @Test
    void does_not_get_in_by_a_policy_for_services() {
      assertRefused(
          () -> device(ALPHA, token("h", "service", SE, "&skn=service")),
          "the shared access policy 'service' lacks DeviceConnect");
    }

    @Test
    void does_not_get_in_by_the_token_of_another() {
      registry.with(TwinAddress.device("beta"));
      assertRefused(
          () -> device(ALPHA, token("h/devices/beta", "beta", SE, "")),
          "the token's field sig matches neither key of 'alpha'");
    }

    @Test
    void does_not_get_in_by_a_policys_token_for_another() {
      assertRefused(
          () -> device(ALPHA, token("h/devices/alphabet", "device", SE, "&skn=device")),
          "the token's field sr, {host}/devices/alphabet, does not cover 'alpha'");
    }

    @Test
    void does_not_get_in_by_a_policys_token_for_its_module() {
      assertRefused(
          () -> device(ALPHA, token("h/devices/alpha/modules/camera", "device", SE, "&skn=device")),
          "the token's field sr, {host}/devices/alpha/modules/camera, does not cover 'alpha'");
    }

    @Test
    void that_is_not_registered_is_refused() {
      assertRefused(
          () -> device(TwinAddress.device("ghost"), token("h/devices/ghost", "ghost", SE, "")),
          "'ghost' is not registered");
    }

    @Test
    void that_is_not_registered_is_refused_by_policy_too() {
      assertRefused(
          () -> device(TwinAddress.device("ghost"), token("h", "device", SE, "&skn=device")),
          "'ghost' is not registered");
    }

    @Test
    void is_found_by_its_exact_spelling_only() {
      assertRefused(
          () -> device(TwinAddress.device("ALPHA"), token("h/devices/alpha", "alpha", SE, "")),
          "'ALPHA' is not registered");
    }

    @Test
    void that_is_disabled_is_refused() {
      registry.with(
          ALPHA,
          new Authentication.Sas(Registry.key("alpha"), Registry.key("x")),
          DeviceStatus.DISABLED);
      assertRefused(
          () -> device(ALPHA, token("h/devices/alpha", "alpha", SE, "")),
          "the device 'alpha' is disabled");
    }

    @Test
    void that_is_disabled_says_so_only_to_who_has_the_key() {
      registry.with(
          ALPHA,
          new Authentication.Sas(Registry.key("alpha"), Registry.key("x")),
          DeviceStatus.DISABLED);
      assertThatThrownBy(() -> device(ALPHA, token("h/devices/alpha", "beta", SE, "")))
          .hasMessage("the token's field sig matches neither key of 'alpha'");
    }

    @Test
    void with_a_certificate_for_credentials_cannot_use_a_key() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertRefused(
          () -> device(ALPHA, token("h/devices/alpha", "alpha", SE, "")),
          "'alpha' has authentication type certificateAuthority, so no key of its own can sign"
              + " tokens");
    }

    @Test
    void without_credentials_never_connects() {
      registry.with(ALPHA, new Authentication.None(), DeviceStatus.ENABLED);
      assertRefused(
          () -> device(ALPHA, token("h", "device", SE, "&skn=device")),
          "'alpha' has authentication type none and may not connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void without_token_and_certificate_is_refused(String token) {
      assertRefused(
          () -> device(ALPHA, token), "'alpha' presented neither a token nor a client certificate");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sr=h&sig=AA==&se=1&skn=service | the token does not begin with 'SharedAccessSignature '",
        "SharedAccessSignature | the token does not begin with 'SharedAccessSignature '",
        "SharedAccessSignature x | the token has no field sr",
        "SharedAccessSignature sr=h | the token has no field se",
        "SharedAccessSignature sr=h&se=1 | the token has no field sig",
        "SharedAccessSignature sr=&se=1&sig=AA | the token has no field sr",
        "SharedAccessSignature sr=h&se=soon&sig=AA | the token's field se is not a number of seconds since 1970: soon",
        "SharedAccessSignature sr=h&se=9223372036854775808&sig=AA | the token's field se is not a number of seconds since 1970: 9223372036854775808",
        "SharedAccessSignature sr=h&se=1&sig=%%% | the token's field sig is not base64",
        "SharedAccessSignature sr=h&se=1&se=2&sig=AA | the token contains its field se twice",
        "SharedAccessSignature sr=h&se=1&sig=AA | the token's field sig matches neither key of 'alpha'",
        "SharedAccessSignature sr=h&se=1&sig=AA&other=1 | the token's field sig matches neither key of 'alpha'"
      })
  void a_token_of_another_shape_is_refused_with_its_field(String token, String message) {
    assertRefused(() -> device(ALPHA, token), message);
  }

  @Test
  void an_endless_token_is_not_read() {
    assertRefused(
        () -> device(ALPHA, "SharedAccessSignature sr=" + "h".repeat(5000)),
        "the token has 5025 characters; at most 4096 are allowed");
  }

  @Test
  void nothing_that_a_client_sends_forges_a_line_of_the_log() {
    assertThatThrownBy(() -> authenticator.service(
            "SharedAccessSignature sr=h&se=1&sig=AA&skn=a%0D%0AINFO", List.of()))
        .hasMessage("there is no shared access policy 'a??INFO'");
  }

  @Test
  void a_token_shows_no_signature_in_words() {
    assertThat(SasToken.parse("SharedAccessSignature sr=h&se=0&sig=c2VjcmV0&skn=p"))
        .hasToString("SasToken[sr=h, se=1970-01-01T00:00:00Z, skn=p]");
  }
}
