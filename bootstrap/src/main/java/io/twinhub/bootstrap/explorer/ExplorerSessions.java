package io.twinhub.bootstrap.explorer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;

/**
 * Who may use the Explorer: a browser that came with a one-time token gets a session, which lasts as long as
 * the server.
 */
final class ExplorerSessions {
  /** How long a token is good. */
  static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  /** How many sessions there are at most, and how many unused tokens; the oldest give way. */
  static final int KEPT_MAX = 100;

  /** The length of tokens and sessions, in random bytes: nobody guesses them. */
  private static final int SECRET_BYTES = 32;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Deque<Token> tokens = new ArrayDeque<>();
  private final Deque<String> sessions = new ArrayDeque<>();

  private record Token(String text, Instant end) {}

  /**
   * No session yet.
   *
   * @param clock that of the machine, not that of the hub, which can stand still
   */
  ExplorerSessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Makes a token, which opens one session. */
  synchronized String newToken() {
    String token = secret();
    tokens.addLast(new Token(token, clock.instant().plus(TOKEN_LIFE)));
    if (tokens.size() > KEPT_MAX) {
      tokens.removeFirst();
    }
    return token;
  }

  /** Opens a session; empty if the token is unknown, used or too old. */
  synchronized Optional<String> open(String token) {
    if (!take(token)) {
      return Optional.empty();
    }
    String session = secret();
    sessions.addLast(session);
    if (sessions.size() > KEPT_MAX) {
      sessions.removeFirst();
    }
    return Optional.of(session);
  }

  /** Looks at every token, so that the time tells nothing about them. */
  private boolean take(String given) {
    boolean found = false;
    for (Iterator<Token> each = tokens.iterator(); each.hasNext(); ) {
      Token token = each.next();
      if (isSame(token.text(), given)) {
        each.remove();
        found = clock.instant().isBefore(token.end());
      }
    }
    return found;
  }

  /** Whether the session was opened here. */
  synchronized boolean knows(String given) {
    boolean found = false;
    for (String session : sessions) {
      found |= isSame(session, given);
    }
    return found;
  }

  private static boolean isSame(String kept, String given) {
    return MessageDigest.isEqual(
        kept.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
