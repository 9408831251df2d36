package io.twinhub.application.identity;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A hub that knows who is registered and notes what it was asked to do. */
final class NotedHub implements IdentityRegistry {
  private final Map<TwinAddress, RegisteredIdentity> registered = new TreeMap<>();
  final List<String> done = new ArrayList<>();

  void register(TwinAddress address) {
    registered.put(address, identity(address));
  }

  private static RegisteredIdentity identity(TwinAddress address) {
    IdentityRequest request = IdentityRequest.withKeys(address);
    Identity identity = new Identity(
        address,
        "1",
        IdentityEtag.of(1),
        new Authentication.None(),
        request.status(),
        Optional.empty(),
        Identity.NEVER,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
    return new RegisteredIdentity(identity, ConnectionState.NEVER);
  }

  private RegisteredIdentity require(TwinAddress address) {
    return find(address).orElseThrow(() -> new HubException(address.notFound()));
  }

  @Override
  public Optional<RegisteredIdentity> find(TwinAddress address) {
    return Optional.ofNullable(registered.get(address));
  }

  @Override
  public RegisteredIdentity create(IdentityRequest request) {
    if (registered.containsKey(request.address())) {
      throw new HubException(IdentityError.deviceExists(request.address().deviceId()));
    }
    register(request.address());
    done.add("create " + request.address());
    return require(request.address());
  }

  @Override
  public RegisteredIdentity update(IdentityRequest request, IfMatch ifMatch) {
    RegisteredIdentity known = require(request.address());
    done.add("update %s if %s".formatted(request.address(), ifMatch));
    return known;
  }

  @Override
  public void delete(TwinAddress address, IfMatch ifMatch) {
    require(address);
    registered.remove(address);
    done.add("delete %s if %s".formatted(address, ifMatch));
  }

  @Override
  public List<RegisteredIdentity> devices(int max) {
    done.add("list " + max);
    return List.copyOf(registered.values());
  }

  @Override
  public List<RegisteredIdentity> modules(DeviceId deviceId) {
    return registered.values().stream()
        .filter(one -> one.identity().address().deviceId().equals(deviceId))
        .filter(one -> one.identity().address().moduleId().isPresent())
        .toList();
  }

  @Override
  public RegistryStatistics statistics() {
    return new RegistryStatistics(registered.size(), 0, 0);
  }

  TwinRegistry twins() {
    return new Twins();
  }

  /** The twins of those who are registered: always new ones. */
  private final class Twins implements TwinRegistry {
    @Override
    public Optional<Twin> find(TwinAddress address) {
      return Optional.ofNullable(registered.get(address))
          .map(one ->
              Twin.created(address, TwinRoot.of(one.identity(), one.identity(), one.connection())));
    }

    @Override
    public Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
      Twin twin = find(address).orElseThrow(() -> new HubException(address.notFound()));
      done.add("patch %s if %s".formatted(address, ifMatch));
      return twin;
    }

    @Override
    public Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
      throw new AssertionError("bulk requests replace nothing");
    }
  }
}
