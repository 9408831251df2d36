package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocking calls of the device SDK: a time-out is tried again once, nothing else is. */
class SdkCallsTest {
  private static final IotHubStatusCode TIMED_OUT = IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT;

  private final SdkCalls calls = new SdkCalls(
      "h.device.azure-devices.net", Duration.ofSeconds(10), new Retries(Backoff.SHORT));
  private final Deque<IotHubStatusCode> failures = new ArrayDeque<>();
  private int made;

  private void call() throws IotHubClientException {
    made++;
    if (!failures.isEmpty()) {
      throw new IotHubClientException(failures.remove());
    }
  }

  @Test
  void a_call_that_times_out_is_made_once_more() {
    failures.add(TIMED_OUT);
    calls.done(this::call);
    assertThat(made).isEqualTo(2);
  }

  @Test
  void twice_without_an_answer_is_unavailable() {
    failures.addAll(List.of(TIMED_OUT, TIMED_OUT));
    assertThatThrownBy(() -> calls.done(this::call))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
    assertThat(made).isEqualTo(2);
  }

  @Test
  void a_refusal_is_final() {
    failures.add(IotHubStatusCode.PRECONDITION_FAILED);
    assertThatThrownBy(() -> calls.done(this::call))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    assertThat(made).isEqualTo(1);
  }

  @Test
  void a_caller_who_is_interrupted_stays_so() {
    assertThatThrownBy(() -> calls.done(() -> {
          throw new InterruptedException();
        }))
        .hasMessage("no answer from h.device.azure-devices.net: the call was cancelled");
    assertThat(Thread.interrupted()).isTrue();
  }
}
