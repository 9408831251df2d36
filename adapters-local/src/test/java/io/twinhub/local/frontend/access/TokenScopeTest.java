package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whom a token lets in, by its field {@code sr} and by whose key signed it: the same over MQTT and HTTPS, where
 * the client says first who it is, as over AMQP, where it puts the token first.
 */
class TokenScopeTest {
  private static final long SE = 2_000_000_000L;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(SE - 60));

  /** An id may look like an encoded path. */
  private static final String TRICKY = "dev1%2Fmodules%2Fcam";

  private static final List<TwinAddress> ALL = List.of(
      TwinAddress.device("dev1"),
      TwinAddress.module("dev1", "cam"),
      TwinAddress.device("dev2"),
      TwinAddress.module("dev2", "cam"),
      TwinAddress.device("devices"),
      TwinAddress.device(TRICKY));

  private final Registry registry = new Registry();
  private final Authenticator authenticator =
      new Authenticator(registry, CLOCK, TrustedIssuers.inNobody());
  private final PutTokens tokens = new PutTokens(authenticator);

  TokenScopeTest() {
    ALL.forEach(registry::with);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // a policy: as far as the field goes
        "h | device | dev1 dev1%2Fmodules%2Fcam dev1/cam dev2 dev2/cam devices",
        "h/ | device | dev1 dev1%2Fmodules%2Fcam dev1/cam dev2 dev2/cam devices",
        "h/devices | device | dev1 dev1%2Fmodules%2Fcam dev1/cam dev2 dev2/cam devices",
        "h%2Fdevices%2F | device | dev1 dev1%2Fmodules%2Fcam dev1/cam dev2 dev2/cam devices",
        "h/devices/dev1 | device | dev1 dev1/cam",
        "h%2Fdevices%2Fdev1 | device | dev1 dev1/cam",
        "h%2fdevices%2fDEV1 | device | dev1 dev1/cam",
        "h/devices/dev1/modules/cam | device | dev1/cam",
        "h%2Fdevices%2Fdev1%2Fmodules%2Fcam | device | dev1/cam",
        "h/devices/dev1/anything | device | dev1",
        // slashes of both kinds
        "h%2Fdevices%2Fdev1/ | device | dev1 dev1/cam",
        "h%2Fdevices/dev1 | device | dev1 dev1/cam",
        "h%2Fdevices%2Fdev1/modules/cam | device | dev1/cam",
        "h%2Fdevices%2Fdev1/devices/dev2 | device | dev1",
        "h%2Fdevices%2Fdev1%2F/devices/dev2 | device | dev1",
        "h/devices%2Fdev1 | device | ''",
        "h/devices%2Fdev1/devices/dev2 | device | ''",
        "h/devices/dev1%2Fmodules%2Fcam | device | dev1%2Fmodules%2Fcam",
        // slashes that are encoded twice, and hosts that are none
        "h%252Fdevices%252Fdev1 | device | ''",
        "h%252Fdevices%252Fdev1/devices/dev2 | device | ''",
        "h%252Fdevices%252Fdev1%2Fdevices%2Fdev2 | device | ''",
        "/h%2Fdevices%2Fdev1 | device | ''",
        "%2Fdevices%2Fdev1 | device | ''",
        "devices/dev1 | device | ''",
        // a device: itself and its modules
        "h | dev1 | dev1 dev1/cam",
        "h/devices | dev1 | dev1 dev1/cam",
        "h/devices/dev1 | dev1 | dev1 dev1/cam",
        "h%2Fdevices%2Fdev1/ | dev1 | dev1 dev1/cam",
        "h%2Fdevices%2Fdev1/devices/dev2 | dev1 | dev1",
        "h/devices/dev1/modules/cam | dev1 | dev1/cam",
        "h/devices/dev2 | dev1 | ''",
        "h/devices/dev2/modules/cam | dev1 | ''",
        "h%252Fdevices%252Fdev1 | dev1 | ''",
        // a module: itself
        "h/devices/dev1/modules/cam | dev1/cam | dev1/cam",
        "h/devices/dev1 | dev1/cam | dev1/cam",
        "h/devices/dev2/modules/cam | dev1/cam | ''",
        "h/devices/dev1/modules/cam | dev2/cam | ''"
      })
  void a_token_lets_in_whom_its_scope_and_its_key_name(String sr, String signer, String letIn) {
    String signature = Tokens.upper(Tokens.signature(sr, SE, Registry.key(signer)));
    String policy = signer.equals("device") ? "&skn=device" : "";
    String token =
        "SharedAccessSignature sr=%s&sig=%s&se=%d%s".formatted(sr, signature, SE, policy);
    Set<String> claiming = new TreeSet<>();
    Set<String> putting = new TreeSet<>();
    for (TwinAddress one : ALL) {
      if (holds(() -> authenticator.device(one, Optional.of(token), List.of()), one)) {
        claiming.add(one.toString());
      }
      if (holds(() -> put(token, one), one)) {
        putting.add(one.toString());
      }
    }
    assertThat(claiming).isEqualTo(putting);
    assertThat(String.join(" ", claiming)).isEqualTo(letIn);
  }

  /** As over AMQP: the token first, then a link of {@code address}. */
  private AuthenticatedDevice put(String token, TwinAddress address) {
    String audience = "h/devices/" + Tokens.upper(address.deviceId().value())
        + address.moduleId().map(id -> "/modules/" + id.value()).orElse("");
    PutTokens.Grant unused = tokens.judge(token, audience);
    return authenticator.device(address, Optional.of(token), List.of());
  }

  private interface Login {
    AuthenticatedDevice attempt();
  }

  private static boolean holds(Login login, TwinAddress address) {
    try {
      return login.attempt().principal().address().equals(address);
    } catch (HubException refused) {
      return false;
    }
  }
}
