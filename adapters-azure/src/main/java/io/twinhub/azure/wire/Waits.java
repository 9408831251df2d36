package io.twinhub.azure.wire;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what the clients below do; their failures as refusals. */
public final class Waits {
  private Waits() {}

  /**
   * What {@code work} comes to. Interrupting the thread cancels it.
   *
   * @throws HubException if it fails, or takes longer than {@code max}
   */
  public static <T> T done(CompletableFuture<T> work, Duration max) {
    try {
      return work.get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw refusal(failure.getCause());
    } catch (TimeoutException late) {
      throw AzureErrors.unreachable("the hub", new IOException("nothing within " + max));
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable("the hub", new IOException("the call was cancelled"));
    } finally {
      work.cancel(true);
    }
  }

  private static HubException refusal(@Nullable Throwable failure) {
    if (failure instanceof HubException refused) {
      return refused;
    }
    if (failure instanceof Mqtt3ConnAckException refused) {
      Mqtt3ConnAckReturnCode code = refused.getMqttMessage().getReturnCode();
      ErrorCode meaning = code == Mqtt3ConnAckReturnCode.SERVER_UNAVAILABLE
          ? ErrorCode.SERVICE_UNAVAILABLE
          : ErrorCode.IOT_HUB_UNAUTHORIZED;
      return new HubException(
          new RequestError.Refused(meaning, "the hub refused the connection: " + code));
    }
    return AzureErrors.unreachable("the hub", new IOException(String.valueOf(failure)));
  }
}
