package io.twinhub.application.operation;

import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;

/** Configurations, behind the gate. */
public final class GatedConfigurations implements ServiceConfigurations {
  private final ServiceConfigurations configurations;
  private final OperationGate gate;

  /** Leads to {@code configurations} through {@code gate}. */
  public GatedConfigurations(ServiceConfigurations configurations, OperationGate gate) {
    this.configurations = configurations;
    this.gate = gate;
  }

  @Override
  public MeasuredConfiguration create(Principal principal, ConfigurationRequest wanted) {
    return gate.run(
        of(principal, OperationKind.WRITE_CONFIGURATION, "create " + wanted.id()),
        () -> configurations.create(principal, wanted),
        GatedConfigurations::etag);
  }

  @Override
  public MeasuredConfiguration get(Principal principal, ConfigurationId id) {
    return gate.run(
        of(principal, OperationKind.READ_CONFIGURATION, id.value()),
        () -> configurations.get(principal, id),
        GatedConfigurations::etag);
  }

  @Override
  public MeasuredConfiguration update(
      Principal principal, ConfigurationRequest wanted, IfMatch ifMatch) {
    return gate.run(
        of(principal, OperationKind.WRITE_CONFIGURATION, "update " + wanted.id()),
        () -> configurations.update(principal, wanted, ifMatch),
        GatedConfigurations::etag);
  }

  @Override
  public void delete(Principal principal, ConfigurationId id, IfMatch ifMatch) {
    gate.perform(
        of(principal, OperationKind.DELETE_CONFIGURATION, id.value()),
        () -> configurations.delete(principal, id, ifMatch));
  }

  @Override
  public List<MeasuredConfiguration> list(Principal principal, int top) {
    return gate.run(
        of(principal, OperationKind.READ_CONFIGURATION, "list"),
        () -> configurations.list(principal, top),
        all -> Counted.of(all.size(), "configuration"));
  }

  @Override
  public QueryTest test(Principal principal, String targetCondition, Map<String, String> metrics) {
    return gate.run(
        of(principal, OperationKind.READ_CONFIGURATION, "test queries"),
        () -> configurations.test(principal, targetCondition, metrics));
  }

  @Override
  public void apply(Principal principal, DeviceId device, ConfigurationContent content) {
    gate.perform(
        Operation.of(principal, OperationKind.APPLY_CONTENT, TwinAddress.of(device)),
        () -> configurations.apply(principal, device, content));
  }

  private static Operation of(Principal principal, OperationKind kind, String detail) {
    return Operation.of(principal, kind).with(detail);
  }

  private static String etag(MeasuredConfiguration measured) {
    return "etag " + measured.configuration().etag();
  }
}
