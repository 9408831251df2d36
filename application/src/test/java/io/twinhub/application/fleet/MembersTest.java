package io.twinhub.application.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members: how they are written down, redacted, compared. */
class MembersTest {
  private static final SharedKey ONE = new SharedKey("MTExMTExMTExMTExMTExMQ==");
  private static final SharedKey TWO = new SharedKey("MjIyMjIyMjIyMjIyMjIyMg==");
  private static final Credentials KEYS = new Credentials.Given(new Authentication.Sas(ONE, TWO));

  private static FleetMember device(Credentials credentials, JsonObject tags) {
    return new FleetMember(
        TwinAddress.device("d"),
        credentials,
        DeviceStatus.ENABLED,
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE,
        new TwinContent(tags, JsonObject.EMPTY, JsonObject.EMPTY));
  }

  private static JsonObject object(String name, JsonObject value) {
    return JsonObject.of(name, value);
  }

  private static JsonObject text(String name, String value) {
    return JsonObject.of(name, new JsonString(value));
  }

  @Nested
  class As_documents {
    @Test
    void names_stand_in_order_at_every_depth() {
      JsonObject inner = JsonObject.builder().put("z", 1).put("a", 2).build();
      JsonObject tags = JsonObject.builder()
          .put("y", JsonArray.of(inner, JsonNumber.of(3)))
          .put("b", inner)
          .build();
      assertThat(FleetDocument.of(device(FleetMember.KEYS_NOT_TOLD, tags)))
          .hasToString("{\"deviceId\":\"d\",\"authentication\":{\"type\":\"sas\"},"
              + "\"tags\":{\"b\":{\"a\":2,\"z\":1},\"y\":[{\"a\":2,\"z\":1},3]}}");
    }

    @Test
    void everything_that_is_not_by_default_is_told() {
      FleetMember member = new FleetMember(
          TwinAddress.module("d", "m"),
          new Credentials.Given(new Authentication.SelfSigned(
              Optional.of(new Thumbprint("A".repeat(40))), Optional.empty())),
          DeviceStatus.DISABLED,
          Optional.of("lost"),
          true,
          Optional.of("IotEdge"),
          List.of(new DeviceId("p")),
          new IdentityAdditions(
              Optional.of(JsonObject.builder().put("z", 1).put("$a", 2).build()),
              text("policyResourceId", "/p")),
          new TwinContent(text("t", "1"), text("d", "2"), text("r", "3")));
      assertThat(FleetDocument.of(member))
          .hasToString("{\"deviceId\":\"d\",\"moduleId\":\"m\",\"authentication\":"
              + "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\""
              + "A".repeat(40)
              + "\"},\"policyResourceId\":\"/p\"},\"status\":\"disabled\",\"statusReason\":\"lost\","
              + "\"capabilities\":{\"iotEdge\":true},\"managedBy\":\"IotEdge\","
              + "\"parents\":[\"p\"],\"attributes\":{\"$a\":2,\"z\":1},\"tags\":{\"t\":\"1\"},"
              + "\"properties\":{\"desired\":{\"d\":\"2\"},\"reported\":{\"r\":\"3\"}}}");
    }
  }

  @Nested
  class Redacted {
    private final JsonObject tags = JsonObject.builder()
        .put("owner", JsonObject.builder().put("mail", "x@y").put("team", "t").build())
        .put("plant", "p")
        .build();

    private String redacted(String... parts) {
      return FleetDocument.of(Redaction.parse(List.of(parts)).of(device(KEYS, tags)))
          .without("deviceId")
          .toString();
    }

    @Test
    void keys_become_a_mere_type() {
      assertThat(redacted("keys"))
          .startsWith("{\"authentication\":{\"type\":\"sas\"},\"tags\"")
          .doesNotContain("MTEx");
      assertThat(redacted("tags")).contains("MTEx", "MjIy").doesNotContain("\"tags\"");
    }

    @Test
    void a_tag_goes_and_its_neighbours_stay() {
      assertThat(redacted("keys", "tags.owner.mail"))
          .endsWith("\"tags\":{\"owner\":{\"team\":\"t\"},\"plant\":\"p\"}}");
      assertThat(redacted("keys", "tags.owner")).endsWith("\"tags\":{\"plant\":\"p\"}}");
      assertThat(redacted("keys", "tags.plant.x", "tags.none.y"))
          .endsWith("\"plant\":\"p\"}}")
          .doesNotContain("none");
    }

    @Test
    void certificates_are_no_keys() {
      Credentials authority = new Credentials.Given(new Authentication.CertificateAuthority());
      FleetMember member = device(authority, JsonObject.EMPTY);
      assertThat(Redaction.parse(List.of("keys")).of(member)).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "tags.", "tags..a", ".tags", "properties.desired"})
    void anything_else_is_no_part(String part) {
      assertThatThrownBy(() -> Redaction.parse(List.of(part)))
          .hasMessage("'%s' is neither keys nor tags nor a path such as tags.owner", part);
    }
  }

  @Nested
  class Compared {
    private final TwinAddress address = TwinAddress.device("d");

    private List<String> differences(Optional<JsonObject> left, Optional<JsonObject> right) {
      return MemberComparison.differences(address, left, right).stream()
          .map(d -> d.path() + " " + d.left().map(Object::toString).orElse("-") + " "
              + d.right().map(Object::toString).orElse("-"))
          .toList();
    }

    @Test
    void each_place_is_named_once() {
      JsonObject left =
          object("tags", JsonObject.builder().put("a", 1).put("c", "x").build());
      JsonObject right = object(
          "tags", JsonObject.builder().put("b", 2).put("a", 1).put("c", true).build());
      assertThat(differences(Optional.of(left), Optional.of(right)))
          .containsExactly("tags.b - 2", "tags.c \"x\" true");
      assertThat(differences(Optional.of(left), Optional.of(left))).isEmpty();
      assertThat(differences(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void a_missing_member_is_named_and_not_shown() {
      JsonObject document = FleetDocument.of(device(KEYS, JsonObject.EMPTY));
      assertThat(differences(Optional.of(document), Optional.empty()))
          .containsExactly(" \"device\" -");
      assertThat(differences(
              Optional.empty(), Optional.of(document.with("moduleId", new JsonString("m")))))
          .containsExactly(" - \"module\"");
    }

    @Test
    void keys_are_never_shown() {
      JsonObject left = FleetDocument.of(device(KEYS, JsonObject.EMPTY));
      Credentials others = new Credentials.Given(new Authentication.Sas(TWO, TWO));
      JsonObject right = FleetDocument.of(device(others, JsonObject.EMPTY));
      JsonObject none = FleetDocument.of(device(FleetMember.KEYS_NOT_TOLD, JsonObject.EMPTY));
      assertThat(differences(Optional.of(left), Optional.of(right)))
          .containsExactly("authentication.symmetricKey.primaryKey \"(a key)\" \"(a key)\"");
      assertThat(differences(Optional.of(left), Optional.of(none)))
          .containsExactly("authentication.symmetricKey \"(a key)\" -");
    }
  }

  @Nested
  class Selected {
    @Test
    void by_a_condition_or_a_whole_query() {
      assertThat(FleetSelection.of(" tags.a = 1 ").query().value())
          .isEqualTo("SELECT deviceId FROM devices WHERE tags.a = 1");
      assertThat(FleetSelection.of("select * from devices").query().value())
          .isEqualTo("select * from devices");
      assertThatThrownBy(() -> FleetSelection.of(" ")).isInstanceOf(HubException.class);
    }
  }
}
