package io.twinhub.local.engine.transfer;

import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.List;
import java.util.Optional;

/** Carries out the lines of an import, each on its own. */
final class ImportWrites {
  private static final TwinPatch NOTHING = new TwinPatch(SectionPatch.KEEP, SectionPatch.KEEP);

  private final IdentityRegistry identities;
  private final TwinRegistry twins;

  ImportWrites(IdentityRegistry identities, TwinRegistry twins) {
    this.identities = identities;
    this.twins = twins;
  }

  /** Whether the line needs other devices to be there first. */
  static boolean namesParents(BulkOperation line) {
    return line.request().deviceScope().isPresent()
        || !line.request().parentScopes().isEmpty();
  }

  /**
   * Carries out a line.
   *
   * @throws HubException if the hub refuses it; an identity may have been written without its twin then
   */
  void apply(BulkOperation line) {
    switch (line.mode()) {
      case CREATE -> create(line);
      case UPDATE -> update(line);
      case CREATE_OR_UPDATE -> {
        if (identities.find(line.address()).isPresent()) {
          update(line);
        } else {
          create(line);
        }
      }
      case DELETE -> identities.delete(line.address(), line.ifMatch());
      case UPDATE_TWIN -> twins.patch(line.address(), line.twin(), line.twinIfMatch());
    }
  }

  private void create(BulkOperation line) {
    identities.create(placed(line.request()));
    patch(line, IfMatch.any());
  }

  private void update(BulkOperation line) {
    identities.update(placed(line.request()), line.ifMatch());
    patch(line, line.twinIfMatch());
  }

  private void patch(BulkOperation line, IfMatch ifMatch) {
    if (!line.twin().equals(NOTHING)) {
      twins.patch(line.address(), line.twin(), ifMatch);
    }
  }

  /** A file may come from another hub, where the same edge device has another scope. */
  private IdentityRequest placed(IdentityRequest request) {
    return request.edge()
        ? request.placed(
            true,
            Optional.empty(),
            request.parentScopes().stream().map(this::here).toList())
        : request.placed(false, request.deviceScope().map(this::here), List.of());
  }

  private String here(String scope) {
    return EdgeScope.parse(scope)
        .flatMap(named -> identities.find(TwinAddress.of(named.device())))
        .flatMap(parent -> parent.identity().deviceScope())
        .orElse(scope);
  }
}
