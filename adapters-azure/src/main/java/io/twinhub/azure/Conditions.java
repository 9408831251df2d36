package io.twinhub.azure;

import io.twinhub.domain.twin.IfMatch;

/** Conditions as the {@code If-Match} header spells them. */
final class Conditions {
  static final String HEADER = "If-Match";

  private Conditions() {}

  /** The etag is quoted, since for twins the service ignores one without quotes. */
  static String header(IfMatch condition) {
    return condition instanceof IfMatch.Exactly exactly ? '"' + exactly.etag() + '"' : "*";
  }
}
