package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Retries;
import java.time.Duration;

/**
 * Makes blocking calls of the device SDK that return nothing. Translates the SDK's exceptions, and repeats
 * a call that times out once, since these calls are idempotent.
 *
 * @param hostName the hub, for error messages
 * @param answerWait how long to wait for one answer
 * @param retries when to ask a busy hub again
 */
record SdkCalls(String hostName, Duration answerWait, Retries retries) {
  /** How long to wait for one answer by default. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

  int waitMillis() {
    return Math.toIntExact(answerWait.toMillis());
  }

  /** A call of the SDK. */
  @FunctionalInterface
  interface SdkCall {
    void run() throws IotHubClientException, InterruptedException;
  }

  /**
   * Makes {@code call}.
   *
   * @throws io.twinhub.domain.error.HubException if the hub refuses, or fails to answer twice
   */
  void done(SdkCall call) {
    try {
      try {
        call.run();
      } catch (IotHubClientException failure) {
        if (failure.getStatusCode() != IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT) {
          throw failure;
        }
        call.run();
      }
    } catch (IotHubClientException failure) {
      throw AzureErrors.of(failure);
    } catch (IllegalStateException notOpen) {
      throw AzureErrors.unreachable(hostName, notOpen);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(hostName, new IllegalStateException("the call was cancelled"));
    }
  }
}
