package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules that show tokens: signed with a key of their own, or with one of their device. */
class ModuleLoginTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long SE = NOW.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private final Registry registry = new Registry().with(ALPHA).with(CAMERA);
  private final Authenticator authenticator =
      new Authenticator(registry, InstantSource.fixed(NOW), TrustedIssuers.inNobody());

  private static String token(String sr, String keyOf) {
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(sr, Tokens.upper(Tokens.signature(sr, SE, Registry.key(keyOf))), SE);
  }

  private AuthenticatedDevice device(TwinAddress claimed, String token) {
    return authenticator.device(claimed, Optional.of(token), List.of());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessage(message);
  }

  @Test
  void gets_in_by_a_token_for_its_device_that_its_own_key_signed() {
    assertThat(
            device(CAMERA, token("h/devices/alpha", "alpha/camera")).principal().address())
        .isEqualTo(CAMERA);
  }

  @ParameterizedTest
  @CsvSource({
    "h/devices/alpha/modules/camera, alpha/camera",
    "h/devices/alpha/modules/camera, alpha",
    "h/devices/alpha/modules/camera, alpha-secondary",
    "h/devices/alpha, alpha",
    "h/devices/alpha, alpha-secondary",
    "h, alpha"
  })
  void gets_in_by_its_own_key_or_by_one_of_its_device(String sr, String owner) {
    assertThat(device(CAMERA, token(sr, owner)).principal().address()).isEqualTo(CAMERA);
  }

  @ParameterizedTest
  @CsvSource({
    "h/devices/alpha/modules/camera, beta",
    "h/devices/alpha/modules/camera, beta/camera",
    "h/devices/alpha/modules/camera, alpha/other",
    "h/devices/beta/modules/camera, beta",
    "h/devices/alpha, beta"
  })
  void does_not_get_in_by_the_key_of_another_device_or_module(String sr, String owner) {
    registry
        .with(TwinAddress.device("beta"))
        .with(TwinAddress.module("beta", "camera"))
        .with(TwinAddress.module("alpha", "other"));
    assertRefused(
        () -> device(CAMERA, token(sr, owner)),
        "the token's field sig matches neither key of 'alpha/camera' or of its device");
  }

  @ParameterizedTest
  @CsvSource({
    "h/devices/alpha/modules/other, alpha",
    "h/devices/beta, alpha",
    "h/devices/beta/modules/camera, alpha"
  })
  void does_not_get_in_by_a_token_that_its_device_signed_for_another(String sr, String owner) {
    assertRefused(
        () -> device(CAMERA, token(sr, owner)),
        "the token's field sr, {host}/%s, does not cover 'alpha/camera'"
            .formatted(sr.substring(2)));
  }

  @Test
  void that_shows_certificates_does_not_get_in_by_the_key_of_its_device() {
    registry.with(CAMERA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
    assertRefused(
        () -> device(CAMERA, token("h/devices/alpha", "alpha")),
        "'alpha/camera' has authentication type certificateAuthority, so no key of its own can"
            + " sign tokens");
  }

  @Test
  void that_is_not_registered_does_not_get_in_by_the_key_of_its_device() {
    assertRefused(
        () -> device(TwinAddress.module("alpha", "ghost"), token("h/devices/alpha", "alpha")),
        "'alpha/ghost' is not registered");
  }

  @Test
  void of_a_disabled_device_is_refused() {
    registry.with(ALPHA, new Authentication.None(), DeviceStatus.DISABLED);
    assertRefused(
        () -> device(CAMERA, token("h/devices/alpha/modules/camera", "alpha/camera")),
        "the device 'alpha' is disabled");
  }
}
