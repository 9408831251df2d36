package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.InBandFaults;
import io.twinhub.domain.fault.InBandFault;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.amqp.session.ConnectedDevice.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Breaks the connection of a device, or one of its links, because the device asked for that. */
final class BreakingLinks implements InBandFaults.Breakable {
  private final AmqpConnection amqp;
  private final ConnectedDevices devices;
  private final Map<Slot, AmqpLink> links;

  /** @param links the links of the device, used on the event loop */
  BreakingLinks(AmqpConnection amqp, ConnectedDevices devices, Map<Slot, AmqpLink> links) {
    this.amqp = amqp;
    this.devices = devices;
    this.links = links;
  }

  @Override
  public boolean breakOff(InBandFault fault) {
    String reason = "the device asked for '%s': %s".formatted(fault.kind().text(), fault.reason());
    AmqpCondition detached = new AmqpCondition(AmqpCondition.DETACHED, reason);
    switch (fault.kind()) {
      case KILL_TCP -> amqp.ordered().drop(new ConnectionDropped(reason));
      case KILL_AMQP_CONNECTION, SHUT_DOWN_AMQP ->
        amqp.end().leave(new AmqpCondition(AmqpCondition.FORCED, reason));
      case KILL_AMQP_SESSION -> amqp.onLoop(() -> endSessions(detached));
      case KILL_CBS_REQUESTS -> amqp.onLoop(() -> devices.tokens().detach(true, detached));
      case KILL_CBS_RESPONSES -> amqp.onLoop(() -> devices.tokens().detach(false, detached));
      case KILL_TELEMETRY -> detach(new Slot(Purpose.TELEMETRY, true), detached);
      case KILL_MESSAGES -> detach(new Slot(Purpose.DEVICE_BOUND, false), detached);
      case KILL_TWIN_REQUESTS -> detach(new Slot(Purpose.TWIN, true), detached);
      case KILL_TWIN_RESPONSES -> detach(new Slot(Purpose.TWIN, false), detached);
      case KILL_METHOD_REQUESTS -> detach(new Slot(Purpose.METHODS, false), detached);
      case KILL_METHOD_RESPONSES -> detach(new Slot(Purpose.METHODS, true), detached);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void endSessions(AmqpCondition condition) {
    List.copyOf(links.values()).forEach(link -> link.endSession(condition));
  }

  private void detach(Slot slot, AmqpCondition condition) {
    amqp.onLoop(
        () -> Optional.ofNullable(links.get(slot)).ifPresent(link -> link.detach(condition)));
  }
}
