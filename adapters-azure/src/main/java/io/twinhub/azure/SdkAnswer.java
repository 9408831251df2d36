package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.GetTwinCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One answer to one request of the device SDK.
 *
 * <p>The SDK reports the answer on two threads. One reports that it was received, unless the other has
 * finished first and dropped the waiting caller; in that case the SDK's own blocking calls time out (4 % of
 * them on a busy machine with two processors). The other always reports that the request was acknowledged.
 * The answer is the same message both times; the first is taken.
 */
final class SdkAnswer
    implements GetTwinCorrelatingMessageCallback,
        ReportedPropertiesUpdateCorrelatingMessageCallback {
  private static final String STATUS = "[1-9][0-9]{2}";
  private static final int STATUS_REFUSED_MIN = 300;

  private final CompletableFuture<IotHubTransportMessage> answer = new CompletableFuture<>();

  /** Completes with the hub's answer; fails with a {@link HubException}, or when the connection ends. */
  CompletableFuture<IotHubTransportMessage> future() {
    return answer;
  }

  /** The text of an answer; empty if it has none. */
  static String text(Message answer) {
    byte[] body = answer.getBytes();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  private void answered(Message message, @Nullable IotHubClientException failure) {
    if (!(message instanceof IotHubTransportMessage said)
        || !String.valueOf(said.getStatus()).matches(STATUS)) {
      fail(failure);
      return;
    }
    int status = Integer.parseInt(said.getStatus());
    if (status < STATUS_REFUSED_MIN) {
      answer.complete(said);
    } else {
      answer.completeExceptionally(AzureErrors.of(status, Optional.empty(), text(said)));
    }
  }

  private void fail(@Nullable IotHubClientException failure) {
    answer.completeExceptionally(
        failure == null
            ? AzureErrors.unreachable("the hub", new IOException("an answer without a status"))
            : AzureErrors.of(failure));
  }

  @Override
  public void onRequestQueued(Message request, Object context) {}

  @Override
  public void onRequestSent(Message request, Object context) {}

  @Override
  public void onRequestAcknowledged(
      Message request, Object context, @Nullable IotHubClientException failure) {
    if (failure != null) {
      fail(failure);
    }
  }

  @Override
  public void onResponseReceived(
      @Nullable Twin twin,
      Message message,
      Object context,
      IotHubStatusCode status,
      @Nullable IotHubClientException failure) {
    answered(message, failure);
  }

  @Override
  public void onResponseReceived(
      Message message,
      Object context,
      IotHubStatusCode status,
      @Nullable ReportedPropertiesUpdateResponse response,
      @Nullable IotHubClientException failure) {
    answered(message, failure);
  }

  @Override
  public void onResponseAcknowledged(Message message, Object context) {
    answered(message, null);
  }
}
