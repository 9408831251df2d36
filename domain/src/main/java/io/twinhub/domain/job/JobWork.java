package io.twinhub.domain.job;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.time.Duration;
import java.util.Optional;

/** What a job does on each of its devices. */
public sealed interface JobWork {

  /** Which kind of work it is. */
  JobKind kind();

  /**
   * Patches the twin, whatever its etag is.
   *
   * @param patch names at least one section
   */
  record UpdateTwin(TwinPatch patch) implements JobWork {

    /**
     * Accepts a patch that says something.
     *
     * @throws HubException with {@link JobError#emptyPatch}
     */
    public UpdateTwin {
      if (patch.tags() instanceof SectionPatch.Keep
          && patch.desired() instanceof SectionPatch.Keep) {
        throw new HubException(JobError.emptyPatch());
      }
    }

    @Override
    public JobKind kind() {
      return JobKind.UPDATE_TWIN;
    }
  }

  /**
   * Calls a direct method.
   *
   * @param name which method
   * @param payload its argument
   * @param connectTimeout how long to wait for the device; if empty, as long as the job may take
   * @param responseTimeout how long to wait for the answer
   */
  record CallMethod(
      MethodName name,
      JsonValue payload,
      Optional<Duration> connectTimeout,
      Duration responseTimeout)
      implements JobWork {

    /**
     * Accepts what a direct call accepts.
     *
     * @throws HubException if a wait or the payload is beyond its limit
     */
    public CallMethod {
      call(name, payload, connectTimeout.orElse(Duration.ZERO), responseTimeout);
    }

    private static MethodCall call(
        MethodName name, JsonValue payload, Duration connect, Duration response) {
      return new MethodCall(name, MethodPayload.of(JsonWriter.bytes(payload)), connect, response);
    }

    /** The call of one device that is waited for up to {@code connect}, but no longer than is allowed. */
    public MethodCall waiting(Duration connect) {
      Duration max = MethodLimits.CONNECT_TIMEOUT_MAX;
      return call(name, payload, connect.compareTo(max) > 0 ? max : connect, responseTimeout);
    }

    @Override
    public JobKind kind() {
      return JobKind.CALL_METHOD;
    }
  }
}
