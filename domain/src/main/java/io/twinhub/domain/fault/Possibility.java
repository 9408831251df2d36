package io.twinhub.domain.fault;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.OperationKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Decides whether an effect can ever meet an operation of a scope. */
final class Possibility {
  /** What back ends do over AMQP; the rest of what they do goes over HTTPS. */
  private static final Set<OperationKind> SERVICE_OVER_AMQP =
      Set.of(OperationKind.SEND_MESSAGE, OperationKind.FEEDBACK, OperationKind.READ_EVENTS);

  /** What devices do over HTTPS. */
  private static final Set<OperationKind> DEVICE_OVER_HTTPS =
      Set.of(OperationKind.SEND_EVENT, OperationKind.DELIVER_MESSAGE, OperationKind.SETTLE_MESSAGE);

  private Possibility() {}

  /**
   * Passes if the effect can take place.
   *
   * @throws HubException saying why it cannot
   */
  static void require(FaultEffect effect, FaultScope scope) {
    if (effect instanceof FaultEffect.BadCertificate) {
      requireHandshakes(effect, scope);
      return;
    }
    Set<OperationKind> disturbed = EnumSet.noneOf(OperationKind.class);
    Arrays.stream(OperationKind.values())
        .filter(kind -> !kind.isPast())
        .filter(kind -> isDelivered(kind, scope) == effect.isOfDeliveries())
        .forEach(disturbed::add);
    for (OperationKind kind : scope.kinds()) {
      if (!disturbed.contains(kind)) {
        throw new HubException(FaultError.wrongKind(effect.text(), kind.text(), names(disturbed)));
      }
    }
    scope.transport().ifPresent(transport -> requireTransport(effect, scope.kinds(), transport));
  }

  /** Over HTTPS, devices ask for their messages. */
  private static boolean isDelivered(OperationKind kind, FaultScope scope) {
    return kind.isDelivery()
        && scope.transport().filter(Transport.HTTPS::equals).isEmpty();
  }

  private static void requireHandshakes(FaultEffect effect, FaultScope scope) {
    boolean inProcess = scope.transport().filter(Transport.IN_PROCESS::equals).isPresent();
    if (scope.target().isPresent() || !scope.kinds().isEmpty() || inProcess) {
      throw new HubException(FaultError.onlyHandshakes(effect.text()));
    }
  }

  private static void requireTransport(
      FaultEffect effect, Set<OperationKind> kinds, Transport transport) {
    Set<OperationKind> possible = over(transport);
    for (OperationKind kind : kinds) {
      if (!possible.contains(kind)) {
        throw new HubException(
            FaultError.wrongTransport(kind.text(), transport.text(), names(possible)));
      }
    }
    boolean drops =
        effect instanceof FaultEffect.DropBefore || effect instanceof FaultEffect.DropAfter;
    if (drops && transport == Transport.IN_PROCESS) {
      throw new HubException(FaultError.nothingToDrop());
    }
    if (effect.isOfDeliveries() && transport == Transport.HTTPS) {
      throw new HubException(FaultError.noDeliveries());
    }
  }

  /** The kinds that occur over {@code transport}. */
  private static Set<OperationKind> over(Transport transport) {
    Set<OperationKind> kinds = EnumSet.allOf(OperationKind.class);
    kinds.removeIf(OperationKind::isPast);
    Set<OperationKind> ofDevices =
        EnumSet.range(OperationKind.CONNECT, OperationKind.SETTLE_MESSAGE);
    switch (transport) {
      case MQTT -> kinds.retainAll(ofDevices);
      case AMQP ->
        kinds.removeIf(kind -> !ofDevices.contains(kind) && !SERVICE_OVER_AMQP.contains(kind));
      case HTTPS ->
        kinds.removeIf(kind -> SERVICE_OVER_AMQP.contains(kind)
            || (ofDevices.contains(kind) && !DEVICE_OVER_HTTPS.contains(kind)));
      case IN_PROCESS -> {
        // Everything can be done in the process.
      }
    }
    return kinds;
  }

  private static String names(Set<OperationKind> kinds) {
    return kinds.stream()
        .map(OperationKind::text)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
