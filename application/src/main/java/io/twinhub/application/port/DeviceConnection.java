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
   * Tells {@code listener} of each write of the desired properties from now on, in order. What was
   * written before is not repeated: subscribe first, then read.
   *
   * @param listener called on a thread of the hub, one call at a time; must return at once
   */
  Subscription watchDesired(Consumer<DesiredChange> listener);

  /**
   * Takes method calls from now on, and those that wait for this. A connection has one taker: a newer one
   * takes the place of an older.
   *
   * @param taker called on a thread of the hub, several calls at once; must return at once
   * @return its end is the end of new calls; those that were taken may still be answered
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub has no methods
   */
  default Subscription takeCalls(Consumer<MethodRequest> taker) {
    throw Unsupported.feature("Direct methods are");
  }

  /**
   * Answers a call that this connection took.
   *
   * @param status whatever the device says
   * @param payload JSON text in UTF-8; none at all is {@code null}. What is no JSON, or too large, is told to
   *     the caller, not to the device
   * @return whether somebody still waited for it; a late answer, a second one and one to another's call
   *     change nothing
   */
  default boolean answer(CallId call, int status, byte[] payload) {
    throw Unsupported.feature("Direct methods are");
  }

  /**
   * Takes messages from now on, as many as it {@linkplain MessageFlow#request requests}, in order. Each is
   * held for {@link MessageLimits#LOCK_DEFAULT} and comes again unless it is settled by then.
   *
   * @param taker called on a thread of the hub, one call at a time; must return at once
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub has no messages
   */
  default MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
    throw Unsupported.feature("Cloud-to-device messages are");
  }

  /**
   * Settles a message; when this returns, that is on disk.
   *
   * @throws HubException with {@link MessageError#lockLost} if this device holds none under the token
   */
  default void settle(LockToken token, Settlement settlement) {
    throw Unsupported.feature("Cloud-to-device messages are");
  }

  /**
   * Sends a message to the cloud; returns at once. The hub keeps messages in the order of the calls of one thread.
   *
   * @return done when the hub has the message on disk; failed with a {@link HubException} if it could not be
   *     taken. What depends on it must return at once
   * @throws HubException with {@link ErrorCode#NOT_IMPLEMENTED} if the hub takes no messages
   */
  default CompletableFuture<Void> send(DeviceMessage message) {
    throw Unsupported.feature("Device-to-cloud messages are");
  }

  /** Notes that the device sent or received something; moves its last activity time. */
  void active();

  /** Ends the connection; closing twice does nothing. */
  @Override
  void close();
}
