package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are computed once, and what is computed does not tell which names exist. */
class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long SE = NOW.plusSeconds(3600).getEpochSecond();
  private static final int KEYS_TRIED = 4;

  private final Registry registry =
      new Registry().with(TwinAddress.device("alpha")).with(TwinAddress.module("alpha", "camera"));
  private final Authenticator authenticator =
      new Authenticator(registry, InstantSource.fixed(NOW), TrustedIssuers.inNobody());

  /** On a thread that has computed nothing yet. */
  private static <T> T onNewThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start()).join();
  }

  private static int rememberedAfter(Runnable work) {
    return onNewThread(() -> {
      Throwable refused = catchThrowable(work::run);
      assertThat(refused).isInstanceOf(HubException.class);
      return Signatures.ofThisThread().remembered();
    });
  }

  @ParameterizedTest
  @CsvSource({"alpha,", "ghost,", "alpha, camera", "alpha, ghost", "ghost, ghost"})
  void a_wrong_key_costs_as_many_signatures_whether_its_name_is_registered_or_not(
      String device, String module) {
    TwinAddress claimed =
        module == null ? TwinAddress.device(device) : TwinAddress.module(device, module);
    String token = Tokens.device(device, Registry.key("somebody"), SE);
    assertThat(rememberedAfter(() -> authenticator.device(claimed, Optional.of(token), List.of())))
        .isEqualTo(KEYS_TRIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "nobody"})
  void a_wrong_key_costs_as_many_signatures_whether_its_policy_exists_or_not(String policy) {
    String token = Tokens.service("somebody", SE).replace("skn=somebody", "skn=" + policy);
    assertThat(rememberedAfter(() -> authenticator.service(token, List.of())))
        .isEqualTo(KEYS_TRIED);
  }

  @Test
  void a_token_that_comes_again_costs_none() {
    int remembered = onNewThread(() -> {
      String token = Tokens.service("service", SE);
      authenticator.service(token, List.of());
      authenticator.service(token, List.of());
      return Signatures.ofThisThread().remembered();
    });
    assertThat(remembered).isEqualTo(KEYS_TRIED);
  }

  @Test
  void as_many_are_remembered_as_are_allowed_and_the_latest_stay_right() {
    onNewThread(() -> {
      Signatures signatures = Signatures.ofThisThread();
      for (int i = 0; i < 3 * Signatures.REMEMBERED_MAX; i++) {
        assertThat(signatures.of(Registry.key("k" + i), "127.0.0.1\n" + SE))
            .isEqualTo(expected("k" + i))
            .isEqualTo(signatures.of(Registry.key("k" + i), "127.0.0.1\n" + SE));
      }
      assertThat(signatures.remembered()).isEqualTo(Signatures.REMEMBERED_MAX);
      assertThat(signatures.of(Registry.key("k0"), "127.0.0.1\n" + SE)).isEqualTo(expected("k0"));
      return signatures;
    });
  }

  private static byte[] expected(String key) {
    return Base64.getDecoder().decode(Tokens.signature("127.0.0.1", SE, Registry.key(key)));
  }
}
