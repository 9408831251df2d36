package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Identities and twins as they go to Azure and come back. What is left out of a write may stay as it was. */
class IdentityJsonTest {
  private static final IdentityRequest DEVICE = IdentityRequest.withKeys(TwinAddress.device("d"));
  private static final String SCOPE = "ms-azure-iot-edge://gateway-1";

  @Test
  void a_leaf_without_a_parent_says_so_with_an_empty_scope() {
    JsonObject body = IdentityJson.body(DEVICE);
    assertThat(body.find("deviceScope")).contains(new JsonString(""));
    assertThat(body.has("parentScopes")).isFalse();
  }

  @Test
  void a_leaf_with_a_parent_names_it_in_its_scope() {
    JsonObject body = IdentityJson.body(DEVICE.placed(false, Optional.of(SCOPE), List.of(SCOPE)));
    assertThat(body.find("deviceScope")).contains(new JsonString(SCOPE));
    assertThat(body.has("parentScopes")).isFalse();
  }

  @Test
  void an_edge_device_names_its_parents_and_leaves_its_scope_to_the_hub() {
    JsonObject body = IdentityJson.body(DEVICE.placed(true, Optional.empty(), List.of(SCOPE)));
    assertThat(body.has("deviceScope")).isFalse();
    assertThat(body.find("parentScopes")).contains(new JsonArray(List.of(new JsonString(SCOPE))));
  }

  @Test
  void attributes_are_written_with_an_identity_and_read_from_a_twin() {
    JsonObject own = JsonObject.of("Plant", new JsonString("A"));
    IdentityAdditions additions = new IdentityAdditions(Optional.of(own), JsonObject.EMPTY);
    assertThat(IdentityJson.body(DEVICE.with(additions)).find("attributes")).contains(own);
    JsonObject twin =
        JsonObject.builder().put("deviceId", "d").put("attributes", own).build();
    assertThat(TwinJson.twin(twin).root().attributes()).contains(own);
  }
}
