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
 */
public record Operation(
    Caller caller, OperationKind kind, Optional<TwinAddress> target, String detail) {

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
    return new Operation(caller, kind, target, more);
  }
}
