package io.twinhub.local.engine.hub;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.local.engine.configurations.EdgeModules;
import io.twinhub.local.engine.messages.LocalMessages;
import io.twinhub.local.engine.rows.Activity;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.StoredRow;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The identity registry of the local hub. */
final class LocalIdentities implements IdentityRegistry, EdgeModules {
  /** The maximum number of devices and modules of a hub. Source: Azure's quota. */
  static final int IDENTITIES_MAX = 1_000_000;

  /** Who manages the modules of deployments, as Azure spells it. */
  private static final String MANAGER = "IotEdge";

  private final Registrations registrations;
  private final Writer writer;
  private final IdentityMaker maker;
  private final LocalMessages messages;

  LocalIdentities(
      Registrations registrations, Writer writer, IdentityMaker maker, LocalMessages messages) {
    this.registrations = registrations;
    this.writer = writer;
    this.maker = maker;
    this.messages = messages;
  }

  @Override
  public Optional<RegisteredIdentity> find(TwinAddress address) {
    return registrations.find(address).map(Registration::registered);
  }

  @Override
  public RegisteredIdentity create(IdentityRequest request) {
    return writer.apply(tx -> create(tx, request));
  }

  private RegisteredIdentity create(Transaction tx, IdentityRequest wanted) {
    TwinAddress address = wanted.address();
    if (tx.find(address).isPresent()) {
      throw new HubException(exists(address));
    }
    IdentityRequest request = Scopes.settled(tx, wanted, Optional.empty());
    List<IdentityRequest> runtime = missingRuntime(tx, request);
    requireRoom(tx, 1 + runtime.size());
    Identity identity = maker.made(request, tx.now());
    Identity device = address.moduleId().isPresent() ? requireRoom(tx, address) : identity;
    Registration registration = register(tx, identity, device);
    runtime.forEach(module -> register(tx, maker.made(module, tx.now()), identity));
    return registration.registered();
  }

  /** Requests for the modules of the edge runtime that the device needs and does not have yet. */
  private List<IdentityRequest> missingRuntime(Transaction tx, IdentityRequest request) {
    return request.edge()
        ? maker.edgeModules(request.address().deviceId()).stream()
            .filter(module -> !tx.has(module.address()))
            .toList()
        : List.of();
  }

  private static void requireRoom(Transaction tx, int more) {
    if (tx.count() + more > IDENTITIES_MAX) {
      throw new HubException(IdentityError.tooManyDevices(IDENTITIES_MAX));
    }
  }

  private static HubError exists(TwinAddress address) {
    return address
        .moduleId()
        .<HubError>map(module -> IdentityError.moduleExists(address.deviceId(), module))
        .orElseGet(() -> IdentityError.deviceExists(address.deviceId()));
  }

  /** The device of a new module; refuses if it may not have one more. */
  private static Identity requireRoom(Transaction tx, TwinAddress module) {
    Registration device = tx.require(TwinAddress.of(module.deviceId()));
    requireRoom(tx, module.deviceId(), 1);
    return device.identity();
  }

  private static void requireRoom(Transaction tx, DeviceId device, int more) {
    if (tx.modules(device).size() + more > Identity.MODULES_PER_DEVICE_MAX) {
      throw new HubException(IdentityError.tooManyModules(device));
    }
  }

  private Registration register(Transaction tx, Identity identity, Identity device) {
    Twin twin =
        Twin.created(identity.address(), TwinRoot.of(identity, device, ConnectionState.NEVER));
    Registration registration = new Registration(identity, twin, Activity.NONE);
    tx.add(registration, new TwinChange.Created(twin, tx.now()));
    return registration;
  }

  @Override
  public RegisteredIdentity update(IdentityRequest request, IfMatch ifMatch) {
    return writer.apply(tx -> update(tx, request, ifMatch));
  }

  private RegisteredIdentity update(Transaction tx, IdentityRequest wanted, IfMatch ifMatch) {
    Registration before = tx.require(wanted.address());
    require(ifMatch, before.identity());
    IdentityRequest request = Scopes.settled(tx, wanted, Optional.of(before.identity()));
    boolean turns = request.edge() != before.identity().edge();
    List<IdentityRequest> runtime = turns ? missingRuntime(tx, request) : List.of();
    if (!runtime.isEmpty()) {
      requireRoom(tx, runtime.size());
      requireRoom(tx, request.address().deviceId(), runtime.size());
    }
    Identity identity = maker.changed(before.identity(), request, tx.now());
    Registration after = rerooted(tx, before, identity, deviceOf(tx, identity));
    if (request.address().moduleId().isEmpty()) {
      if (turns && !request.edge()) {
        removeRuntime(tx, request.address().deviceId());
      }
      tx.modules(request.address().deviceId())
          .forEach(module -> rerooted(tx, module, module.identity(), identity));
      runtime.forEach(module -> register(tx, maker.made(module, tx.now()), identity));
    }
    return after.registered();
  }

  @Override
  public void shape(Transaction tx, DeviceId device, Set<String> named, boolean all) {
    Registration owner = tx.require(TwinAddress.of(device));
    tx.modules(device).stream()
        .filter(
            module -> !named.contains(module.address().moduleId().orElseThrow().value()))
        .filter(module -> !isRuntime(module.address()))
        .filter(module -> all || module.identity().managedBy().equals(Optional.of(MANAGER)))
        .forEach(module -> remove(tx, module));
    List<IdentityRequest> missing = named.stream()
        .map(name -> TwinAddress.module(device.value(), name))
        .filter(module -> !tx.has(module))
        .map(module -> IdentityRequest.withKeys(module).managed(MANAGER))
        .toList();
    requireRoom(tx, missing.size());
    requireRoom(tx, device, missing.size());
    missing.forEach(module -> register(tx, maker.made(module, tx.now()), owner.identity()));
  }

  private boolean isRuntime(TwinAddress module) {
    return maker.edgeModules(module.deviceId()).stream()
        .anyMatch(request -> request.address().equals(module));
  }

  /** A device that is no longer an edge device loses the modules of the edge runtime. */
  private void removeRuntime(Transaction tx, DeviceId device) {
    maker.edgeModules(device).stream()
        .flatMap(module -> tx.find(module.address()).stream())
        .forEach(module -> remove(tx, module));
  }

  private static Identity deviceOf(Transaction tx, Identity identity) {
    return identity.address().moduleId().isEmpty()
        ? identity
        : tx.require(TwinAddress.of(identity.address().deviceId())).identity();
  }

  /** The registration with this identity, and with a twin that shows it and its device. */
  private static Registration rerooted(
      Transaction tx, Registration registration, Identity identity, Identity device) {
    Twin before = registration.twin();
    TwinRoot root = TwinRoot.of(identity, device, before.root().connection());
    Twin after = before.with(root.with(before.root().standings()));
    Registration changed = new Registration(identity, after, registration.activity());
    tx.put(changed, new TwinChange.RootChanged(before, after, tx.now()));
    return changed;
  }

  @Override
  public void delete(TwinAddress address, IfMatch ifMatch) {
    writer.apply(tx -> {
      Registration registration = tx.require(address);
      require(ifMatch, registration.identity());
      if (address.moduleId().isEmpty()) {
        tx.modules(address.deviceId()).forEach(module -> remove(tx, module));
      }
      remove(tx, registration);
      return registration;
    });
  }

  private void remove(Transaction tx, Registration registration) {
    messages.forget(tx, registration.address());
    tx.remove(registration.address(), new TwinChange.Deleted(registration.twin(), tx.now()));
  }

  private static void require(IfMatch ifMatch, Identity identity) {
    if (!ifMatch.allows(identity.etag().value())) {
      throw new HubException(IdentityError.etagMismatch(ifMatch.toString(), identity.etag()));
    }
  }

  @Override
  public List<RegisteredIdentity> devices(int max) {
    return registrations
        .devices()
        .limit(max)
        .map(StoredRow::registration)
        .map(Registration::registered)
        .toList();
  }

  @Override
  public List<RegisteredIdentity> modules(DeviceId deviceId) {
    return registrations.modules(deviceId).stream()
        .map(Registration::registered)
        .toList();
  }

  @Override
  public RegistryStatistics statistics() {
    int total = 0;
    int disabled = 0;
    int connected = 0;
    Iterator<StoredRow> devices = registrations.devices().iterator();
    while (devices.hasNext()) {
      StoredRow device = devices.next();
      total++;
      disabled += device.isDisabled() ? 1 : 0;
      connected += device.isConnected() ? 1 : 0;
    }
    return new RegistryStatistics(total, disabled, connected);
  }
}
