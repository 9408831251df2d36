package io.twinhub.local.frontend.https.server;

import java.time.Duration;

/** What a client may send, and how long it may take. */
public final class HttpLimits {
  /** The largest body, in bytes. A hundred devices with full twins need less. */
  public static final int BODY_BYTES_MAX = 1024 * 1024;

  /** The longest request line, in bytes. */
  public static final int LINE_BYTES_MAX = 8 * 1024;

  /** The largest head, all headers together, in bytes. */
  public static final int HEAD_BYTES_MAX = 16 * 1024;

  /**
   * How many requests may arrive before the first is answered. The connection is not read meanwhile, so only
   * as many arrive as two reads can hold, one of them while the hub waits for a device: 128 KiB of the
   * shortest requests.
   */
  public static final int PIPELINE_MAX = 8192;

  /** How long a request may take to arrive, from its first byte to its last. */
  public static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(30);

  /** How long a request may wait until the hub has room for its body. */
  public static final Duration ROOM_TIMEOUT = Duration.ofSeconds(10);

  /** How long a connection may stay open between two requests. */
  public static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  /** How long a refused body is still read, so that its sender can read the response. */
  public static final Duration LINGER_TIMEOUT = Duration.ofSeconds(5);

  private HttpLimits() {}
}
