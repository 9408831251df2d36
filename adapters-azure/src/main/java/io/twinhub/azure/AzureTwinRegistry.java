package io.twinhub.azure;

import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.net.URI;
import java.util.Optional;

/** Twins of a hub over REST; the hub merges and checks the conditions. */
final class AzureTwinRegistry implements TwinRegistry {
  private final ServiceRest rest;

  AzureTwinRegistry(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public Optional<Twin> find(TwinAddress address) {
    return rest.find(RestCall.get(path(address))).map(answer -> TwinDocument.twin(answer.object()));
  }

  @Override
  public Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
    return written("PATCH", address, PatchDocument.of(patch), ifMatch);
  }

  @Override
  public Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
    return written("PUT", address, PatchDocument.of(replacement), ifMatch);
  }

  private Twin written(String method, TwinAddress address, JsonObject body, IfMatch ifMatch) {
    RestCall call = RestCall.write(method, path(address), body)
        .with(Conditions.HEADER, Conditions.header(ifMatch));
    return TwinDocument.twin(rest.send(call).object());
  }

  private URI path(TwinAddress address) {
    return rest.routes().twin(address);
  }
}
