package io.twinhub.azure;

import io.twinhub.domain.twin.IfMatch;

/** Conditions as the {@code If-Match} header spells them. */
final class Conditions {
  static final String HEADER = "If-Match";

  private Conditions() {}

  /** A tag is quoted: without quotes the service overlooks it for twins. */
  static String header(IfMatch condition) {
    return condition instanceof IfMatch.Exactly exactly ? '"' + exactly.etag() + '"' : "*";
  }
}
