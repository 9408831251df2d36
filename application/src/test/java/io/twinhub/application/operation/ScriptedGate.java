package io.twinhub.application.operation;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A gate that refuses and drops what a test names, and writes down what passes. */
final class ScriptedGate implements OperationGate {
  private final List<String> noted = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  /** Refuses operations on this target. */
  void refuse(String target) {
    refused.add(target);
  }

  /** Drops the connection after an operation on this target. */
  void dropAfter(String target) {
    dropped.add(target);
  }

  List<String> noted() {
    return noted;
  }

  @Override
  public Passage enter(Operation operation) {
    String name = operation.target().map(Object::toString).orElse("*") + " "
        + operation.kind().text()
        + (operation.detail().isEmpty() ? "" : " (" + operation.detail() + ")");
    if (operation
        .target()
        .filter(address -> refused.contains(address.toString()))
        .isPresent()) {
      noted.add(name + " refused at the gate");
      throw new HubException(HubError.of(ErrorCode.THROTTLING, "too many"));
    }
    return new Passage() {
      @Override
      public void done(String result, List<Hint> hints) {
        if (operation.target().filter(one -> dropped.contains(one.toString())).isPresent()) {
          noted.add(name + " dropped");
          throw new ConnectionDropped("a fault");
        }
        noted.add(name + " done");
      }

      @Override
      public void refused(HubException refusal) {
        noted.add(name + " refused: " + refusal.error().message());
      }

      @Override
      public void missed(String reason) {
        noted.add(name + " missed: " + reason);
      }
    };
  }

  @Override
  public void deliver(Operation delivery, Consumer<Passage> work) {
    work.accept(enter(delivery));
  }

  @Override
  public void note(Operation operation, Outcome outcome) {
    noted.add(operation.kind().text() + " " + outcome);
  }
}
