package io.twinhub.domain.identity;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;

/**
 * What newer api-versions of Azure add to an identity. The hub stores and shows it, but does not act on it.
 *
 * @param attributes members that users define, with any names and values; empty if there never were any
 * @param authentication further members of the identity's authentication: {@code policyResourceId} and
 *     {@code x509CaValidation}
 */
public record IdentityAdditions(Optional<JsonObject> attributes, JsonObject authentication) {

  /** The additions of an identity that was written without any. */
  public static final IdentityAdditions NONE =
      new IdentityAdditions(Optional.empty(), JsonObject.EMPTY);

  /**
   * These additions as an update of {@code before}. What is left out stays, because clients of older
   * api-versions do not know it. Attributes are replaced as a whole.
   */
  public IdentityAdditions over(IdentityAdditions before) {
    JsonObject.Builder members = before.authentication.toBuilder();
    authentication.forEach(members::put);
    return new IdentityAdditions(attributes.or(() -> before.attributes), members.build());
  }
}
