package io.twinhub.domain.job;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A job on one device or module.
 *
 * @param job which job
 * @param address which device or module
 * @param status how far it has come
 * @param updated when its status changed last
 * @param outcome what the device answered to a method call, if it did
 * @param error why it failed, if it did
 */
public record DeviceJob(
    Job job,
    TwinAddress address,
    DeviceJobStatus status,
    Instant updated,
    Optional<Outcome> outcome,
    Optional<Failure> error) {

  /**
   * The answer of a device to a method call.
   *
   * @param status any number that the device chose
   * @param payload its result
   */
  public record Outcome(int status, JsonValue payload) {}

  /**
   * Why it failed.
   *
   * @param code the name of the error, such as {@code DeviceNotOnline}
   * @param description the rule that refused it, with the values
   */
  public record Failure(String code, String description) {}
}
