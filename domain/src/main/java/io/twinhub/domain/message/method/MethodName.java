package io.twinhub.domain.message.method;

import io.twinhub.domain.error.HubException;
import java.util.regex.Pattern;

/**
 * The name of a direct method. Shape: 1 to {@value MethodLimits#NAME_LENGTH_MAX} printable ASCII characters
 * except the space and {@code $ ( ) < > @ , ; : \ " / [ ] ? = { }}. A command of a component is named
 * {@code component*command}. Source: Azure's page on direct methods.
 *
 * @param value the name exactly as the caller wrote it
 */
public record MethodName(String value) {
  private static final Pattern SHAPE = Pattern.compile(
      "[!-~&&[^$()<>@,;:\\\\\"/\\[\\]?={}]]{1," + MethodLimits.NAME_LENGTH_MAX + "}");

  /**
   * Accepts a well-formed name.
   *
   * @throws HubException with {@link MethodError#invalidName} if {@code value} is malformed
   */
  public MethodName {
    if (!SHAPE.matcher(value).matches()) {
      throw new HubException(MethodError.invalidName(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
