package io.twinhub.local.frontend.access;

import static io.twinhub.local.frontend.access.Tokens.lower;
import static io.twinhub.local.frontend.access.Tokens.signature;
import static io.twinhub.local.frontend.access.Tokens.upper;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each SDK's own way to write a token. Source: the SDKs, read and run; see the notes on the wire. */
class TokenFormsTest {
  private static final long SE = 2_000_000_000L;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(SE - 60));
  private static final List<String> IDS =
      List.of("alpha", "Alpha", "a+b#c", "a%20b", "a:b.c_d-e", "(a)!*'$;,=@?", "100%", "a%2Fb");

  private record Form(String sdk, BiFunction<String, SharedKey, String> token) {}

  private static final List<Form> DEVICE_FORMS = List.of(
      new Form("Java: sig, se, sr; slashes bare, segments encoded", (id, key) -> {
        String sr = "127.0.0.1/devices/" + upper(id);
        return "SharedAccessSignature sig=%s&se=%d&sr=%s"
            .formatted(upper(signature(sr, SE, key)), SE, sr);
      }),
      new Form("Node: sr, sig, se; encoded as a whole", (id, key) -> {
        String sr = upper("127.0.0.1/devices/" + id);
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)), SE);
      }),
      new Form("Node: some characters in lower-case hex", (id, key) -> {
        String sr = upper("127.0.0.1/devices/" + id)
            .replace("%21", "%21")
            .replace("%28", "%28")
            .replace("%2A", "%2a");
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)), SE);
      }),
      new Form("Python: the slash in sig stays", (id, key) -> {
        String sr = upper("127.0.0.1/devices/" + id);
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)).replace("%2F", "/"), SE);
      }),
      new Form("C: not encoded at all; sig in lower-case hex", (id, key) -> {
        String sr = "127.0.0.1/devices/" + id;
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, lower(signature(sr, SE, key)), SE);
      }),
      new Form("C over HTTPS: an empty skn", (id, key) -> {
        String sr = "127.0.0.1/devices/" + id;
        return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn="
            .formatted(sr, lower(signature(sr, SE, key)), SE);
      }),
      new Form(".NET: the id encoded twice", (id, key) -> {
        String sr = upper("127.0.0.1/devices/" + upper(id));
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)), SE);
      }),
      new Form("the documentation's samples: lower-case hex, lower-case id", (id, key) -> {
        String sr = lower("127.0.0.1/devices/" + id).toLowerCase(Locale.ROOT);
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, lower(signature(sr, SE, key)), SE);
      }),
      new Form("a gateway and a port in the place of the host", (id, key) -> {
        String sr = "edge-gateway:8883/devices/" + upper(id);
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)), SE);
      }),
      new Form("VS Code: something behind the id", (id, key) -> {
        String sr = upper("127.0.0.1/devices/" + id + "/api-version=2016-11-14");
        return "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(sr, upper(signature(sr, SE, key)), SE);
      }));

  static Stream<Arguments> deviceForms() {
    return DEVICE_FORMS.stream()
        .flatMap(form -> IDS.stream()
            // C does not encode, so a & would end the field; ids hold none. A # or % is only text
            // there.
            .map(id -> Arguments.of(form.sdk(), id, form.token())));
  }

  @ParameterizedTest(name = "{0} [{1}]")
  @MethodSource("deviceForms")
  void a_device_is_known_by_its_own_token(
      String sdk, String id, BiFunction<String, SharedKey, String> form) {
    TwinAddress address = TwinAddress.device(id);
    Authenticator authenticator =
        new Authenticator(new Registry().with(address), CLOCK, TrustedIssuers.inNobody());
    String token = form.apply(id, Registry.key(id));
    AuthenticatedDevice device = authenticator.device(address, Optional.of(token), List.of());
    assertThat(device.principal().address()).isEqualTo(address);
    assertThat(device.until()).contains(Instant.ofEpochSecond(SE + 300));
  }

  static Stream<String> ids() {
    return IDS.stream();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void a_module_is_known_by_its_own_token(String id) {
    TwinAddress address = TwinAddress.module("edge", id);
    Authenticator authenticator = new Authenticator(
        new Registry().with(TwinAddress.device("edge")).with(address),
        CLOCK,
        TrustedIssuers.inNobody());
    String sr = "127.0.0.1%2Fdevices%2Fedge%2Fmodules%2F" + upper(id);
    String token = "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(sr, upper(signature(sr, SE, Registry.key("edge/" + id))), SE);
    assertThat(authenticator
            .device(address, Optional.of(token), List.of())
            .principal()
            .address())
        .isEqualTo(address);
  }

  static Stream<Arguments> serviceForms() {
    return Stream.of(
        Arguments.of("Java, Python, C: sr, sig, se, skn", "sr=%1$s&sig=%2$s&se=%3$d&skn=%4$s"),
        Arguments.of("Node: sr, sig, skn, se", "sr=%1$s&sig=%2$s&skn=%4$s&se=%3$d"),
        Arguments.of("another order", "se=%3$d&skn=%4$s&sig=%2$s&sr=%1$s"),
        Arguments.of("names in capitals", "SR=%1$s&SIG=%2$s&SE=%3$d&SKN=%4$s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("serviceForms")
  void a_service_is_known_by_its_policy(String sdk, String form) {
    Authenticator authenticator =
        new Authenticator(new Registry(), CLOCK, TrustedIssuers.inNobody());
    for (String key : List.of("service", "service-secondary")) {
      String sig = upper(signature("127.0.0.1", SE, Registry.key(key)));
      String token = "SharedAccessSignature " + form.formatted("127.0.0.1", sig, SE, "service");
      assertThat(authenticator.service(token, List.of("twins", "a")).name()).isEqualTo("service");
    }
  }
}
