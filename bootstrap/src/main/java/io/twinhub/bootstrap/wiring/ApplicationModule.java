package io.twinhub.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.twinhub.application.access.AccessControlService;
import io.twinhub.application.configuration.ServiceConfigurationService;
import io.twinhub.application.hint.Hints;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.job.ServiceJobService;
import io.twinhub.application.message.DeviceMessageService;
import io.twinhub.application.message.ServiceEventService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.message.ServiceMethodService;
import io.twinhub.application.operation.GatedConfigurations;
import io.twinhub.application.operation.GatedDevices;
import io.twinhub.application.operation.GatedEvents;
import io.twinhub.application.operation.GatedIdentities;
import io.twinhub.application.operation.GatedInbox;
import io.twinhub.application.operation.GatedJobs;
import io.twinhub.application.operation.GatedMessages;
import io.twinhub.application.operation.GatedMethods;
import io.twinhub.application.operation.GatedQueries;
import io.twinhub.application.operation.GatedTransfers;
import io.twinhub.application.operation.GatedTwins;
import io.twinhub.application.port.in.AccessControl;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.DigitalTwins;
import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.query.QueryService;
import io.twinhub.application.transfer.ServiceTransferService;
import io.twinhub.application.twin.DeviceTwinService;
import io.twinhub.application.twin.DigitalTwinService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.identity.SharedKey;
import java.util.function.Supplier;

/** Binds the inbound ports to the services, for any kind of hub; every operation passes its gate. */
@Module
final class ApplicationModule {
  private ApplicationModule() {}

  @Provides
  static ServiceTwins serviceTwins(TwinRegistry twins, OperationGate gate, Hints hints) {
    return new GatedTwins(new ServiceTwinService(twins), gate, hints);
  }

  @Provides
  static DeviceTwins deviceTwins(DeviceConnections connections, OperationGate gate, Hints hints) {
    return new GatedDevices(new DeviceTwinService(connections), gate, hints);
  }

  @Provides
  static DeviceIdentities deviceIdentities(
      IdentityRegistry identities, TwinRegistry twins, OperationGate gate, Hints hints) {
    return new GatedIdentities(new DeviceIdentityService(identities, twins), gate, hints);
  }

  @Provides
  static ServiceConfigurations serviceConfigurations(
      Configurations configurations, OperationGate gate) {
    return new GatedConfigurations(new ServiceConfigurationService(configurations), gate);
  }

  @Provides
  static ServiceMethods serviceMethods(DirectMethods methods, OperationGate gate) {
    return new GatedMethods(new ServiceMethodService(methods), gate);
  }

  @Provides
  static DigitalTwins digitalTwins(ServiceTwins twins, ServiceMethods methods) {
    return new DigitalTwinService(twins, methods);
  }

  @Provides
  static ServiceTransfers serviceTransfers(Transfers transfers, OperationGate gate) {
    return new GatedTransfers(new ServiceTransferService(transfers), gate);
  }

  @Provides
  static ServiceJobs serviceJobs(Jobs jobs, OperationGate gate) {
    return new GatedJobs(new ServiceJobService(jobs), gate);
  }

  @Provides
  static ServiceMessages serviceMessages(CloudMessages messages, OperationGate gate) {
    return new GatedMessages(new ServiceMessageService(messages), gate);
  }

  @Provides
  static DeviceMessages deviceMessages(
      DeviceInbox inbox, DeviceTelemetry telemetry, OperationGate gate) {
    return new GatedInbox(new DeviceMessageService(inbox, telemetry), gate);
  }

  @Provides
  static ServiceEvents serviceEvents(EventLog events, OperationGate gate) {
    return new GatedEvents(new ServiceEventService(events), gate);
  }

  @Provides
  static TwinQueries twinQueries(QueryEngine engine, OperationGate gate, Hints hints) {
    return new GatedQueries(new QueryService(engine), gate, hints);
  }

  @Provides
  static AccessControl accessControl(
      IdentityRegistry identities, AccessPolicies policies, Supplier<SharedKey> keys) {
    return new AccessControlService(identities, policies, keys);
  }
}
