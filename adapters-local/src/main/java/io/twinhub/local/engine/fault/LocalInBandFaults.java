package io.twinhub.local.engine.fault;

import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.InBandFault;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.engine.alarm.Alarms;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Honours, or does not honour, the faults that devices ask for. Safe to use from any thread. */
public final class LocalInBandFaults implements InBandFaults {
  /** How many faults may wait for their time; a hub setting. */
  static final int WAITING_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalInBandFaults.class);

  private final boolean honoured;
  private final FaultInjection faults;
  private final Alarms alarms;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Such faults for one hub.
   *
   * @param honoured whether they take place; otherwise the log says once that they do not
   */
  public LocalInBandFaults(boolean honoured, FaultInjection faults, Alarms alarms) {
    this.honoured = honoured;
    this.faults = faults;
    this.alarms = alarms;
  }

  @Override
  public void sent(TwinAddress sender, DeviceMessage message, Breakable connection) {
    if (!InBandFault.isIn(message)) {
      return;
    }
    if (honoured) {
      honour(sender, message, connection);
    } else if (!told.getAndSet(true)) {
      LOG.info(
          "'{}' sent a message that asks the hub to break its connection; this hub does that only"
              + " if it is started with --in-band-faults",
          sender);
    }
  }

  private void honour(TwinAddress sender, DeviceMessage message, Breakable connection) {
    InBandFault fault;
    try {
      fault = InBandFault.read(message);
    } catch (HubException wrong) {
      LOG.info("'{}' asks for a fault that is not possible: {}", sender, wrong.getMessage());
      return;
    }
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      LOG.info("'{}' asks for a fault, but {} wait already", sender, WAITING_MAX);
      return;
    }
    var unused = alarms.after(fault.delay(), () -> {
      waiting.decrementAndGet();
      happen(sender, fault, connection);
    });
  }

  private void happen(TwinAddress sender, InBandFault fault, Breakable connection) {
    if (fault.kind().refusal().isPresent()) {
      refuse(sender, fault);
    } else if (!connection.breakOff(fault)) {
      LOG.info(
          "'{}' asks for '{}', which its protocol does not have",
          sender,
          fault.kind().text());
    }
  }

  private void refuse(TwinAddress sender, InBandFault fault) {
    if (fault.duration().isZero()) {
      return;
    }
    try {
      var unused = faults.add(
          Fault.refusal(fault.kind().refusal().orElseThrow()).on(sender).lasting(fault.duration()));
    } catch (HubException full) {
      LOG.info("'{}' asks for '{}': {}", sender, fault.kind().text(), full.getMessage());
    }
  }
}
