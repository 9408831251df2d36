package io.twinhub.domain.operation;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;

/**
 * Something that is done with the hub.
 *
 * @param caller who does it
 * @param kind what is done
 * @param target the device or module that it concerns, if it concerns only one
 * @param detail more about it, such as the text of a query or the name of a method; may be empty. Never a key
 * @param bytes how many bytes the message or the payload has, if there is one; otherwise 0
 */
public record Operation(
    Caller caller, OperationKind kind, Optional<TwinAddress> target, String detail, long bytes) {

  /** An operation without a message or a payload. */
  public Operation(Caller caller, OperationKind kind, Optional<TwinAddress> target, String detail) {
    this(caller, kind, target, detail, 0);
  }

  /** What {@code principal} does with {@code target}. */
  public static Operation of(Principal principal, OperationKind kind, TwinAddress target) {
    return new Operation(Caller.of(principal), kind, Optional.of(target), "");
  }

  /** What {@code principal} does with the whole hub. */
  public static Operation of(Principal principal, OperationKind kind) {
    return new Operation(Caller.of(principal), kind, Optional.empty(), "");
  }

  /** The same, with more about it. */
  public Operation with(String more) {
    return new Operation(caller, kind, target, more, bytes);
  }

  /** The same, with a message or a payload of this size. */
  public Operation sized(long size) {
    return new Operation(caller, kind, target, detail, size);
  }
}
