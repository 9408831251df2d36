package io.twinhub.application.port;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connected device or module and its own twin. One identity has one connection: a newer one ends the
 * older. All methods may block and are safe to call from any thread.
 */
public interface DeviceConnection extends AutoCloseable {

  /** Whose connection this is. */
  TwinAddress address();

  /**
   * Reads the twin.
   *
   * @throws HubException if the identity is gone or the connection is closed
   */
  DeviceTwin read();

  /**
   * Merges a report into the reported properties.
   *
   * @return the section's new {@code $version}
   * @throws HubException if the report may not be stored, or its version is not the current one
   */
  Version report(ReportedPatch report);

  /**
   * Begins to merge a report, and returns at once where the hub allows it. The reports of one thread are merged
   * in the order of its calls.
   *
   * @return completes with the section's new {@code $version}, or fails as {@link #report} does. Dependent
   *     actions must return at once
   */
  default CompletableFuture<Version> reportLater(ReportedPatch report) {
    try {
      return CompletableFuture.completedFuture(report(report));
    } catch (HubException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  /** Whether the hub may make this device's operations wait now: a fault or a throttle is in force. */
  default boolean mayWait() {
    return false;
  }

  /**
   * Tells {@code listener} of each write of the desired properties from now on, in order. What was
   * written before is not repeated: subscribe first, then read.
   *
   * @param listener called on a thread of the hub or of a writer, one call at a time; must return at once
   */
  Subscription watchDesired(Consumer<DesiredChange> listener);

  /** As {@link #watchDesired}, for a listener that tells what becomes of each write. */
  default Subscription watchDeliveries(Consumer<DesiredDelivery> listener) {
    return watchDesired(change -> listener.accept(DesiredDelivery.of(change)));
  }

  /**
   * Takes method calls from now on, including those that are already waiting for the device. A connection has
   * one taker; a newer one replaces the older.
   *
   * @param taker called on a thread of the hub, several calls at once; must return at once
   * @return a subscription that stops new calls when it is closed; calls that were taken may still be
   *     answered
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub has no methods
   */
  default Subscription takeCalls(Consumer<MethodRequest> taker) {
    throw Unsupported.feature("Direct methods are");
  }

  /**
   * Answers a call that this connection took.
   *
   * @param status whatever the device says
   * @param payload JSON text in UTF-8; an empty one counts as {@code null}. If the payload is not JSON or is
   *     too large, the caller is told, not the device
   * @return whether the call was still waiting for it; a late answer, a second answer, and an answer to a
   *     call of another connection have no effect
   */
  default boolean answer(CallId call, int status, byte[] payload) {
    throw Unsupported.feature("Direct methods are");
  }

  /**
   * Takes messages from now on, as many as it {@linkplain MessageFlow#request requests}, in order. Each is
   * held for {@link MessageLimits#LOCK_DEFAULT} and is delivered again unless it is settled by then.
   *
   * @param taker called on a thread of the hub or of a writer, one call at a time; must return at once
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub has no messages
   */
  default MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
    throw Unsupported.feature("Cloud-to-device messages are");
  }

  /**
   * Settles a message; when this returns, the settlement is on disk.
   *
   * @throws HubException with {@link MessageError#lockLost} if this device holds none under the token
   */
  default void settle(LockToken token, Settlement settlement) {
    throw Unsupported.feature("Cloud-to-device messages are");
  }

  /**
   * Sends a message to the cloud; returns at once. The hub keeps messages in the order of the calls of one
   * thread.
   *
   * @return completes when the hub has the message on disk, or fails with a {@link HubException} if the
   *     message could not be taken. Dependent actions must return at once
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub takes no messages
   */
  default CompletableFuture<Void> send(DeviceMessage message) {
    throw Unsupported.feature("Device-to-cloud messages are");
  }

  /** Notes that the device sent or received something, and updates its last activity time. */
  void active();

  /** Ends the connection; closing twice does nothing. */
  @Override
  void close();

  /**
   * Ends the connection.
   *
   * @param reason why, for the journal of operations
   */
  default void close(String reason) {
    close();
  }
}
