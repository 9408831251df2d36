package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.StartTimes;

/** Starts a hub in this process. */
@FunctionalInterface
public interface HubStarter {

  /**
   * Starts a hub; returns when every listener accepts.
   *
   * @throws StartFailure if it cannot start; then nothing is left running
   */
  RunningHub start(HubConfig config);

  /** A hub that runs in this process until it is closed. */
  interface RunningHub extends AutoCloseable {

    /** Where the hub listens and how to reach it. */
    HubFacts facts();

    /** What its start spent its time on. */
    StartTimes startTimes();

    /** The address that signs one browser in to the Explorer, good once and for ten minutes. */
    String explorerAddress();

    @Override
    void close();
  }

  /** Why a hub did not start, with a message for the user. */
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
     * @param portRefused whether this user may not bind the HTTPS port
     */
    public StartFailure(String message, Throwable cause, boolean portRefused) {
      super(message, cause);
      this.reason = message;
      this.portRefused = portRefused;
    }

    /** The reason, as a message for the user. */
    public String reason() {
      return reason;
    }

    /** Whether this user may not bind the HTTPS port; another port may work. */
    public boolean portRefused() {
      return portRefused;
    }
  }
}
