package io.twinhub.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, keys and thumbprints. Source: Azure's OpenAPI file, device identity. */
class IdentitiesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Device-1:.+%_#*?!(),=@;$'", "0"})
  void lawful_ids_are_kept_as_written(String id) {
    assertThat(new DeviceId(id)).hasToString(id);
    assertThat(new ModuleId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä", "a\n", "a\"b"})
  void other_ids_are_refused(String id) {
    assertThatThrownBy(() -> new DeviceId(id))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(400004))
        .hasMessage(
            "device id '%s': use 1 to 128 ASCII letters, digits and - : . + %% _ # * ? ! ( ) , = @ ; $ '"
                .formatted(id));
    assertThatThrownBy(() -> new ModuleId(id)).hasMessageStartingWith("module id '");
  }

  @Test
  void ids_end_at_128_characters() {
    assertThat(new DeviceId("x".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new DeviceId("x".repeat(129))).isInstanceOf(HubException.class);
    assertThatThrownBy(() -> new DeviceId("x".repeat(1000))).hasMessageContaining("xxx…'");
  }

  @Test
  void addresses_are_ordered_by_device_and_then_module() {
    List<String> ordered = Stream.of(
            TwinAddress.module("b", "m"),
            TwinAddress.device("b"),
            TwinAddress.module("a", "z"),
            TwinAddress.module("a", "$x"),
            TwinAddress.device("a"))
        .sorted()
        .map(TwinAddress::toString)
        .toList();
    assertThat(ordered).containsExactly("a", "a/$x", "a/z", "b", "b/m");
    assertThat(new ModuleId("a")).isLessThan(new ModuleId("b"));
  }

  @Test
  void an_address_knows_what_is_missing_there() {
    assertThat(TwinAddress.device("d").notFound().message()).isEqualTo("Device d not registered");
    assertThat(TwinAddress.module("d", "m").notFound().message())
        .isEqualTo("Module m on device d not registered");
    assertThat(TwinAddress.module("d", "m").moduleId()).contains(new ModuleId("m"));
    assertThat(TwinAddress.device("d").moduleId()).isEmpty();
  }

  @Test
  void keys_are_base64_and_never_printed() {
    SharedKey key = SharedKey.of(new byte[] {1, 2, 3});
    assertThat(key.base64()).isEqualTo("AQID");
    assertThat(key.bytes()).containsExactly(1, 2, 3);
    assertThat(key).hasToString("SharedKey[…]");
  }

  @Test
  void other_keys_are_refused_without_being_shown() {
    for (String bad : List.of("", "no base64!", "A".repeat(4000))) {
      assertThatThrownBy(() -> new SharedKey(bad))
          .hasMessage("a key must be base64 text of 16 to 64 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "15, false", "16, true", "32, true", "64, true", "65, false", "256, false"
  })
  void keys_of_16_to_64_bytes_may_be_chosen_and_others_only_load(int bytes, boolean lawful) {
    SharedKey key = SharedKey.of(new byte[bytes]);
    SharedKey good = SharedKey.of(new byte[32]);
    TwinAddress device = TwinAddress.device("d");
    for (IdentityRequest.Credentials chosen : List.of(
        new IdentityRequest.Credentials.Keys(Optional.of(key), Optional.empty()),
        new IdentityRequest.Credentials.Keys(Optional.empty(), Optional.of(key)),
        new IdentityRequest.Credentials.Given(new Authentication.Sas(key, good)),
        new IdentityRequest.Credentials.Given(new Authentication.Sas(good, key)))) {
      if (lawful) {
        assertThat(IdentityRequest.with(device, chosen).credentials()).isEqualTo(chosen);
      } else {
        assertThatThrownBy(() -> IdentityRequest.with(device, chosen))
            .hasMessage("a key must be base64 text of 16 to 64 bytes");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ms-azure-iot-edge://gate-way-637 | gate-way | 637",
        "ms-azure-iot-edge://a-1-2        | a-1      | 2",
        "ms-azure-iot-edge://a            | none     | none",
        "ms-azure-iot-edge://-1           | none     | none",
        "ms-azure-iot-edge://a b-1        | none     | none",
        "other://a-1                      | none     | none"
      })
  void a_scope_names_its_edge_device(String text, String device, String generation) {
    Optional<EdgeScope> scope = EdgeScope.parse(text);
    assertThat(scope.map(s -> s.device().value()).orElse("none")).isEqualTo(device);
    assertThat(scope.map(EdgeScope::generationId).orElse("none")).isEqualTo(generation);
    scope.ifPresent(found -> assertThat(found).hasToString(text));
  }

  @Test
  void thumbprints_are_compared_without_case() {
    assertThat(new Thumbprint("ab".repeat(20)).matches("AB".repeat(20))).isTrue();
    assertThat(new Thumbprint("ab".repeat(32)).matches("AB".repeat(20))).isFalse();
    assertThatThrownBy(() -> new Thumbprint("xyz"))
        .hasMessage("thumbprint 'xyz': use 40 hex digits (SHA-1) or 64 (SHA-256)");
  }

  @Test
  void identity_etags_are_decimal_numbers_in_base64() {
    assertThat(IdentityEtag.of(733117103)).hasToString("NzMzMTE3MTAz");
  }

  @Test
  void a_long_status_reason_is_refused() {
    assertThatThrownBy(() -> new IdentityRequest(
            TwinAddress.device("d"),
            new IdentityRequest.Credentials.Unchanged(),
            DeviceStatus.ENABLED,
            Optional.of("x".repeat(129)),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            IdentityAdditions.NONE))
        .hasMessage("statusReason has 129 characters; at most 128 are allowed");
  }

  @Test
  void what_is_not_disabled_is_enabled() {
    assertThat(new RegistryStatistics(5, 2, 1).enabled()).isEqualTo(3);
  }

  @Test
  void each_refusal_has_its_number_and_sentence() {
    DeviceId device = new DeviceId("d");
    ModuleId module = new ModuleId("m");
    assertThat(Stream.of(
                IdentityError.deviceExists(device),
                IdentityError.moduleExists(device, module),
                IdentityError.etagMismatch("a", IdentityEtag.of(1)),
                IdentityError.tooManyModules(device),
                IdentityError.tooManyDevices(7),
                IdentityError.deviceIsDisabled(device),
                IdentityError.definedTwice(device))
            .map(error -> error.code().number() + " " + error.message()))
        .containsExactly(
            "409001 A device with ID 'd' is already registered.",
            "409301 A module with ID 'm' is already registered on device 'd'.",
            "412001 if-match was a, but the identity's etag is MQ==; read the identity again and repeat"
                + " the change",
            "413003 device d has 50 modules, which is the limit",
            "413002 the hub holds 7 devices and modules, which is the limit",
            "403012 Device d is disabled",
            "400011 device 'd' occurs more than once in the request");
  }
}
