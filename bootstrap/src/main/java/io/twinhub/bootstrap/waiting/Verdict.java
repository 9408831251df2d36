package io.twinhub.bootstrap.waiting;

import java.util.Optional;

/**
 * What a twin says about a condition.
 *
 * @param met whether it is met
 * @param failure why it will not be met; empty if it may be
 */
record Verdict(boolean met, Optional<String> failure) {
  static final Verdict MET = new Verdict(true, Optional.empty());
  static final Verdict NOT_YET = new Verdict(false, Optional.empty());

  static Verdict failed(String reason) {
    return new Verdict(false, Optional.of(reason));
  }

  static Verdict met(boolean met) {
    return met ? MET : NOT_YET;
  }
}
