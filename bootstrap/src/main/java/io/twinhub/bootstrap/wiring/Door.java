package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import io.twinhub.local.frontend.net.log.ClosingLog;
import io.twinhub.local.frontend.net.log.Slf4jClosingLog;
import java.util.Optional;

/**
 * The entrance of a front end as the journal of operations sees it: who was not let in, and why.
 *
 * @param gate notes it
 * @param transport what the front end speaks
 */
record Door(OperationGate gate, Transport transport) {
  private static final String UNNAMED = "a client that did not say who it is";

  /** Notes that a client was not let in. */
  void refused(String claimed, HubError reason) {
    String name = claimed.isEmpty() ? UNNAMED : ClientText.shown(claimed);
    gate.note(
        new Operation(new Caller(name, transport), OperationKind.CONNECT, device(claimed), ""),
        new Outcome.Refused(reason.code(), reason.message()));
  }

  /** The device or module of this name, whether it is registered or not; a policy has none. */
  private Optional<TwinAddress> device(String claimed) {
    int slash = claimed.indexOf('/');
    try {
      return Optional.of(
          slash < 0
              ? TwinAddress.device(claimed)
              : TwinAddress.module(claimed.substring(0, slash), claimed.substring(slash + 1)));
    } catch (HubException unlawful) {
      return Optional.empty();
    }
  }

  /** The log of the front end, which is told by its protocol handlers. */
  ClosingLog log() {
    ClosingLog log = new Slf4jClosingLog(transport.text());
    return new ClosingLog() {
      @Override
      public void closed(String who, String reason, Optional<Throwable> mistake) {
        log.closed(who, reason, mistake);
      }

      @Override
      public void refused(String who, String reason) {
        log.refused(who, reason);
      }

      @Override
      public void refused(String who, String reason, String mark) {
        log.refused(who, reason, mark);
      }

      @Override
      public void refusedEntry(String claimed, HubError reason) {
        Door.this.refused(claimed, reason);
      }
    };
  }
}
