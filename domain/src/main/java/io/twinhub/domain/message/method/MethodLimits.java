package io.twinhub.domain.message.method;

import java.time.Duration;

/** The limits of direct methods. Source, unless said otherwise: Azure's page on direct methods. */
public final class MethodLimits {
  /** The longest name, in characters. */
  public static final int NAME_LENGTH_MAX = 100;

  /** The largest payload of a call or of an answer, in bytes of JSON text. */
  public static final int PAYLOAD_BYTES_MAX = 128 * 1024;

  /** The shortest wait for an answer. */
  public static final Duration RESPONSE_TIMEOUT_MIN = Duration.ofSeconds(5);

  /** The longest wait for an answer. */
  public static final Duration RESPONSE_TIMEOUT_MAX = Duration.ofMinutes(5);

  /** The default wait for an answer. */
  public static final Duration RESPONSE_TIMEOUT_DEFAULT = Duration.ofSeconds(30);

  /** The longest wait for a device to connect and subscribe; the default is not to wait. */
  public static final Duration CONNECT_TIMEOUT_MAX = Duration.ofMinutes(5);

  private MethodLimits() {}
}
