package io.twinhub.domain.identity;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;

/**
 * What newer api-versions of Azure add to an identity. The hub keeps it and shows it; it means nothing to
 * the hub itself.
 *
 * @param attributes the user's own members, of any names and values; empty if there never were any
 * @param authentication further members of the identity's authentication: {@code policyResourceId} and
 *     {@code x509CaValidation}
 */
public record IdentityAdditions(Optional<JsonObject> attributes, JsonObject authentication) {

  /** Of an identity that was written without any. */
  public static final IdentityAdditions NONE =
      new IdentityAdditions(Optional.empty(), JsonObject.EMPTY);

  /**
   * These additions as an update of {@code before}. What is left out stays: clients of older api-versions
   * do not know of it. Attributes are replaced as a whole.
   */
  public IdentityAdditions over(IdentityAdditions before) {
    JsonObject.Builder members = before.authentication.toBuilder();
    authentication.forEach(members::put);
    return new IdentityAdditions(attributes.or(() -> before.attributes), members.build());
  }
}
