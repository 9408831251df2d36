package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.twinhub.azure.wire.AzureErrors;
import java.time.Duration;

/** Calls of the device SDK: its exceptions translated, its lost answers asked for again. */
final class SdkCalls {
  /*
   * The SDK queues an answer for another thread before it registers who waits for it; now and then the
   * answer finds nobody, and the call times out though the hub answered. Once more is enough.
   */

  /** How long the SDK waits for one answer, if nobody said otherwise. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

  private final int waitMillis;

  /**
   * Calls with a time-out.
   *
   * @param answerWait how long the SDK waits for one answer
   */
  SdkCalls(Duration answerWait) {
    this.waitMillis = Math.toIntExact(answerWait.toMillis());
  }

  int waitMillis() {
    return waitMillis;
  }

  /** A call of the SDK. */
  @FunctionalInterface
  interface SdkCall<T> {
    T run() throws IotHubClientException, InterruptedException;
  }

  /** A call without a result. */
  @FunctionalInterface
  interface SdkAction {
    void run() throws IotHubClientException, InterruptedException;
  }

  /** What {@code call} answers, once more if it times out. */
  <T> T answer(SdkCall<T> call) {
    return answer(call, call);
  }

  /**
   * What {@code call} answers, or {@code again} after a time-out.
   *
   * @throws io.twinhub.domain.error.HubException if the hub refuses, or does not answer twice
   */
  <T> T answer(SdkCall<T> call, SdkCall<T> again) {
    try {
      try {
        return call.run();
      } catch (IotHubClientException failure) {
        if (!timedOut(failure)) {
          throw failure;
        }
        return again.run();
      }
    } catch (IotHubClientException failure) {
      throw AzureErrors.of(failure);
    } catch (IllegalStateException notOpen) {
      throw AzureErrors.unreachable("the hub", notOpen);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable("the hub", new IllegalStateException("the call was cancelled"));
    }
  }

  /** The same for a call without a result. */
  void done(SdkAction action) {
    boolean unused = answer(() -> {
      action.run();
      return true;
    });
  }

  private static boolean timedOut(IotHubClientException failure) {
    return failure.getStatusCode() == IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT;
  }
}
