package io.twinhub.domain.job;

import io.twinhub.domain.error.HubException;
import java.util.regex.Pattern;

/**
 * The id of a job, which its creator chooses. Case-sensitive.
 *
 * <p>Shape: 1 to {@value JobLimits#ID_LENGTH_MAX} characters, of those that device ids may have. Source: the
 * jobs reference, section 1.
 *
 * @param value the id exactly as the client wrote it
 */
public record JobId(String value) implements Comparable<JobId> {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1," + JobLimits.ID_LENGTH_MAX + "}");

  /**
   * Accepts a well-formed id.
   *
   * @throws HubException with {@link JobError#invalidId} if {@code value} is malformed
   */
  public JobId {
    if (!SHAPE.matcher(value).matches()) {
      throw new HubException(JobError.invalidId(value));
    }
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
