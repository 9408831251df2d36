package io.twinhub.application.inprocess;

import io.twinhub.application.configuration.ServiceConfigurationService;
import io.twinhub.application.hint.Hints;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.job.ServiceJobService;
import io.twinhub.application.message.ServiceEventService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.message.ServiceMethodService;
import io.twinhub.application.operation.GatedConfigurations;
import io.twinhub.application.operation.GatedDevices;
import io.twinhub.application.operation.GatedEvents;
import io.twinhub.application.operation.GatedIdentities;
import io.twinhub.application.operation.GatedJobs;
import io.twinhub.application.operation.GatedMessages;
import io.twinhub.application.operation.GatedMethods;
import io.twinhub.application.operation.GatedQueries;
import io.twinhub.application.operation.GatedTransfers;
import io.twinhub.application.operation.GatedTwins;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.query.QueryService;
import io.twinhub.application.transfer.ServiceTransferService;
import io.twinhub.application.twin.DeviceTwinService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.TwinAddress;
import java.util.EnumSet;
import java.util.function.Consumer;

/** The ports of a hub, as a program in its process uses them: every operation passes the gate. */
public final class InProcessPorts {
  /** Who a program in the process of the hub is: it may do everything. */
  static final Principal PROGRAM =
      new Principal.Service(Transport.IN_PROCESS.text(), EnumSet.allOf(Permission.class));

  private InProcessPorts() {}

  /** Leads to {@code hub} through {@code gate}, with {@code hints} in its journal. */
  public static HubPorts of(HubPorts hub, OperationGate gate, Hints hints) {
    TwinQueries queries = new GatedQueries(new QueryService(hub.queries()), gate, hints);
    ServiceMethods methods = new GatedMethods(new ServiceMethodService(hub.methods()), gate);
    return new HubPorts(
        new ProgramIdentities(new GatedIdentities(
            new DeviceIdentityService(hub.identities(), hub.twins()), gate, hints)),
        new ProgramTwins(new GatedTwins(new ServiceTwinService(hub.twins()), gate, hints)),
        (text, size, from) -> queries.run(PROGRAM, text, size, from),
        devices(new GatedDevices(new DeviceTwinService(hub.connections()), gate, hints)),
        new ProgramConfigurations(
            new GatedConfigurations(new ServiceConfigurationService(hub.configurations()), gate)),
        (address, call) -> methods.invoke(PROGRAM, address, call),
        new ProgramMessages(new GatedMessages(new ServiceMessageService(hub.messages()), gate)),
        new ProgramJobs(new GatedJobs(new ServiceJobService(hub.jobs()), gate)),
        new ProgramEvents(new GatedEvents(new ServiceEventService(hub.events()), gate)),
        new ProgramTransfers(
            new GatedTransfers(new ServiceTransferService(hub.transfers()), gate)));
  }

  private static DeviceConnections devices(DeviceTwins devices) {
    return new DeviceConnections() {
      @Override
      public DeviceConnection open(
          TwinAddress address, String modelId, Consumer<CloseReason> onClosed) {
        return devices.connect(new Principal.Device(address), modelId, onClosed);
      }

      @Override
      public DeviceConnection open(
          Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
        return devices.connect(device, modelId, onClosed);
      }
    };
  }
}
