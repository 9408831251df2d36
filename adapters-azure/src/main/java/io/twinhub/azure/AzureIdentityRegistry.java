package io.twinhub.azure;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The identity registry of a hub over REST. */
final class AzureIdentityRegistry implements IdentityRegistry {
  /** How often a change that keeps the credentials is tried when another writer interferes. */
  private static final int ROUNDS_MAX = 5;

  private static final Comparator<RegisteredIdentity> BY_ID =
      Comparator.comparing(registered -> registered.identity().address());

  private final ServiceRest rest;

  AzureIdentityRegistry(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public Optional<RegisteredIdentity> find(TwinAddress address) {
    return rest.find(RestCall.get(path(address)))
        .map(answer -> IdentityDocument.registered(answer.object()));
  }

  @Override
  public RegisteredIdentity create(IdentityRequest request) {
    return written(put(request));
  }

  @Override
  public RegisteredIdentity update(IdentityRequest request, IfMatch ifMatch) {
    return request.credentials() instanceof Credentials.Unchanged
        ? updateKeepingCredentials(request, ifMatch)
        : written(put(request).with(Conditions.HEADER, Conditions.header(ifMatch)));
  }

  /**
   * Azure makes new keys for an identity that is written without keys. So the present ones are read and
   * written back with the etag that was read, which protects newer keys of another writer.
   */
  private RegisteredIdentity updateKeepingCredentials(IdentityRequest request, IfMatch ifMatch) {
    for (int round = 1; ; round++) {
      Identity present = find(request.address())
          .orElseThrow(() -> new HubException(request.address().notFound()))
          .identity();
      IfMatch condition =
          ifMatch instanceof IfMatch.Any ? new IfMatch.Exactly(present.etag().value()) : ifMatch;
      try {
        IdentityRequest whole = request.with(new Credentials.Given(present.authentication()));
        return written(put(whole).with(Conditions.HEADER, Conditions.header(condition)));
      } catch (HubException refusal) {
        boolean outrun = refusal.code() == ErrorCode.PRECONDITION_FAILED
            && ifMatch instanceof IfMatch.Any
            && round < ROUNDS_MAX;
        if (!outrun) {
          throw refusal;
        }
      }
    }
  }

  @Override
  public void delete(TwinAddress address, IfMatch ifMatch) {
    rest.send(RestCall.delete(path(address)).with(Conditions.HEADER, Conditions.header(ifMatch)));
  }

  /** Azure promises no order, so the list is sorted here. */
  @Override
  public List<RegisteredIdentity> devices(int max) {
    return listed(RestCall.get(rest.routes().devices(max)));
  }

  /** Azure reports an error for an unknown device; here such a device simply has no modules. */
  @Override
  public List<RegisteredIdentity> modules(DeviceId deviceId) {
    return rest.find(RestCall.get(rest.routes().modules(deviceId)))
        .map(AzureIdentityRegistry::inOrder)
        .orElse(List.of());
  }

  private List<RegisteredIdentity> listed(RestCall call) {
    return inOrder(rest.send(call));
  }

  private static List<RegisteredIdentity> inOrder(RestAnswer answer) {
    return answer.objects().stream()
        .map(IdentityDocument::registered)
        .sorted(BY_ID)
        .toList();
  }

  @Override
  public RegistryStatistics statistics() {
    JsonObject devices =
        rest.send(RestCall.get(rest.routes().deviceStatistics())).object();
    JsonObject service =
        rest.send(RestCall.get(rest.routes().serviceStatistics())).object();
    return new RegistryStatistics(
        count(devices, "totalDeviceCount"),
        count(devices, "disabledDeviceCount"),
        count(service, "connectedDeviceCount"));
  }

  private static int count(JsonObject statistics, String name) {
    return Math.toIntExact(Members.leniently(statistics).number(name));
  }

  private RestCall put(IdentityRequest request) {
    return RestCall.write("PUT", path(request.address()), IdentityDocument.of(request));
  }

  private RegisteredIdentity written(RestCall call) {
    return IdentityDocument.registered(rest.send(call).object());
  }

  private URI path(TwinAddress address) {
    return rest.routes().identity(address);
  }
}
