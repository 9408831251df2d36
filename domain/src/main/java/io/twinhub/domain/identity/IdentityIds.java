package io.twinhub.domain.identity;

import java.util.regex.Pattern;

/** The form that device ids and module ids share. */
final class IdentityIds {
  static final int LENGTH_MAX = 128;
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1," + LENGTH_MAX + "}");

  private IdentityIds() {}

  static boolean lawful(String value) {
    return SHAPE.matcher(value).matches();
  }
}
