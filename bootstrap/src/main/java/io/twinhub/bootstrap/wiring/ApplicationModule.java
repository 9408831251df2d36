package io.twinhub.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.twinhub.application.access.AccessControlService;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.message.DeviceMessageService;
import io.twinhub.application.message.ServiceEventService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.message.ServiceMethodService;
import io.twinhub.application.port.in.AccessControl;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.query.QueryService;
import io.twinhub.application.twin.DeviceTwinService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.identity.SharedKey;
import java.util.function.Supplier;

/** Binds the inbound ports to the services, for any kind of hub. */
@Module
final class ApplicationModule {
  private ApplicationModule() {}

  @Provides
  static ServiceTwins serviceTwins(TwinRegistry twins) {
    return new ServiceTwinService(twins);
  }

  @Provides
  static DeviceTwins deviceTwins(DeviceConnections connections) {
    return new DeviceTwinService(connections);
  }

  @Provides
  static DeviceIdentities deviceIdentities(IdentityRegistry identities, TwinRegistry twins) {
    return new DeviceIdentityService(identities, twins);
  }

  @Provides
  static ServiceMethods serviceMethods(DirectMethods methods) {
    return new ServiceMethodService(methods);
  }

  @Provides
  static ServiceMessages serviceMessages(CloudMessages messages) {
    return new ServiceMessageService(messages);
  }

  @Provides
  static DeviceMessages deviceMessages(DeviceInbox inbox, DeviceTelemetry telemetry) {
    return new DeviceMessageService(inbox, telemetry);
  }

  @Provides
  static ServiceEvents serviceEvents(EventLog events) {
    return new ServiceEventService(events);
  }

  @Provides
  static TwinQueries twinQueries(QueryEngine engine) {
    return new QueryService(engine);
  }

  @Provides
  static AccessControl accessControl(
      IdentityRegistry identities, AccessPolicies policies, Supplier<SharedKey> keys) {
    return new AccessControlService(identities, policies, keys);
  }
}
