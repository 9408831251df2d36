package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;

/** Starts a hub in this process. */
@FunctionalInterface
public interface HubStarter {

  /**
   * Starts a hub; returns when every listener accepts.
   *
   * @throws StartFailure if it cannot start; nothing is left running then
   */
  RunningHub start(HubConfig config);

  /** A hub that runs in this process until it is closed. */
  interface RunningHub extends AutoCloseable {

    /** Where it listens and how to reach it. */
    HubFacts facts();

    @Override
    void close();
  }

  /** Why a hub did not start, in words for the user. */
  final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean portRefused;

    /** A failure with {@code message}. */
    public StartFailure(String message, Throwable cause) {
      this(message, cause, false);
    }

    /**
     * A failure with {@code message}.
     *
     * @param portRefused whether the HTTPS port may not be bound by this user
     */
    public StartFailure(String message, Throwable cause, boolean portRefused) {
      super(message, cause);
      this.reason = message;
      this.portRefused = portRefused;
    }

    /** The reason, in words for the user. */
    public String reason() {
      return reason;
    }

    /** Whether the HTTPS port may not be bound by this user; another port may work. */
    public boolean portRefused() {
      return portRefused;
    }
  }
}
