package io.twinhub.application.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.digitaltwin.DigitalTwinPatch;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinError;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRoot;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Patches of digital twins while somebody else writes. */
class DigitalTwinServiceTest {
  private static final DeviceId ALPHA = new DeviceId("alpha");
  private static final Principal SERVICE =
      new Principal.Service("service", EnumSet.of(Permission.SERVICE_CONNECT));
  private static final DigitalTwinPatch NOTHING = new DigitalTwinPatch(List.of());
  private static final Twin TWIN = Twin.created(
      TwinAddress.of(ALPHA),
      new TwinRoot(
          new IdentityEtag("MQ=="),
          DeviceStatus.ENABLED,
          Optional.empty(),
          Identity.NEVER,
          TwinRoot.Credentials.of(new Authentication.None()),
          ConnectionState.NEVER,
          false,
          Optional.empty(),
          List.of(),
          Optional.empty()));

  private int writes;

  private DigitalTwins overtakenBy(int others) {
    return new DigitalTwins(others);
  }

  /** Digital twins of a hub where others write before each of the first writes. */
  private final class DigitalTwins {
    private final DigitalTwinService service;

    DigitalTwins(int others) {
      ServiceTwins twins = new ServiceTwins() {
        @Override
        public Twin get(Principal principal, TwinAddress address) {
          return TWIN;
        }

        @Override
        public Twin patch(
            Principal principal, TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
          assertThat(ifMatch).hasToString(TWIN.etag().value());
          writes++;
          if (writes <= others) {
            throw new HubException(TwinError.etagMismatch(ifMatch.toString(), new Etag("new")));
          }
          return TWIN;
        }

        @Override
        public Twin replace(
            Principal principal, TwinAddress address, TwinReplacement to, IfMatch ifMatch) {
          throw new AssertionError("not asked for");
        }
      };
      service =
          new DigitalTwinService(twins, (principal, address, call) -> new CompletableFuture<>());
    }

    Twin patch(IfMatch ifMatch) {
      return service.patch(SERVICE, ALPHA, NOTHING, ifMatch);
    }
  }

  @Test
  void a_patch_that_was_overtaken_is_tried_again() {
    assertThat(overtakenBy(3).patch(IfMatch.any())).isEqualTo(TWIN);
    assertThat(writes).isEqualTo(4);
  }

  @Test
  void a_patch_is_not_tried_for_ever() {
    assertThatThrownBy(() -> overtakenBy(1000).patch(IfMatch.any()))
        .hasMessage("the twin changed 20 times while it was being patched; try again later");
    assertThat(writes).isEqualTo(20);
  }

  @Test
  void a_condition_that_fails_at_once_writes_nothing() {
    assertThatThrownBy(() -> overtakenBy(0).patch(new IfMatch.Exactly("old")))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("if-match was old, but the twin's etag is");
    assertThat(writes).isZero();
  }
}
