package io.twinhub.application.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.Transfers;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Import and export jobs: who may? */
class ServiceTransferServiceTest {
  private static final Principal REGISTRY = new Principal.Service(
      "registry", EnumSet.of(Permission.REGISTRY_READ, Permission.REGISTRY_WRITE));
  private static final Principal OWNER =
      new Principal.Service("iothubowner", EnumSet.allOf(Permission.class));

  private final List<String> done = new ArrayList<>();
  private final ServiceTransferService transfers = new ServiceTransferService(new Transfers() {
    @Override
    public Transfer start(TransferRequest request) {
      done.add("start");
      return Transfer.enqueued("j", request, Instant.EPOCH);
    }

    @Override
    public Optional<Transfer> find(String id) {
      done.add("find");
      return Optional.empty();
    }

    @Override
    public List<Transfer> list() {
      done.add("list");
      return List.of();
    }

    @Override
    public void cancel(String id) {
      done.add("cancel");
    }
  });

  private static TransferRequest export(String uri) {
    return new TransferRequest(
        TransferKind.EXPORT, Optional.empty(), ContainerUri.parse("output", uri), "d", true);
  }

  private static void assertRefused(Runnable call, String reason) {
    assertThatThrownBy(call::run).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @EnumSource(
      value = Permission.class,
      names = {"REGISTRY_READ", "REGISTRY_WRITE"})
  void who_lacks_one_of_the_two_rights_reaches_nothing(Permission lacking) {
    Principal principal = new Principal.Service("p", EnumSet.complementOf(EnumSet.of(lacking)));
    String reason = "it lacks " + lacking.azureName();
    assertRefused(() -> transfers.start(principal, export("https://h/c")), reason);
    assertRefused(() -> transfers.get(principal, "j"), reason);
    assertRefused(() -> transfers.list(principal), reason);
    assertRefused(() -> transfers.cancel(principal, "j"), reason);
    assertThat(done).isEmpty();
  }

  @Test
  void folders_are_for_the_owner_and_containers_for_all() {
    String reason =
        "may not use file: URIs; they need the policy iothubowner or all four permissions";
    Principal user =
        new Principal.EntraUser("user", EnumSet.allOf(DataAction.class), Transport.HTTPS);
    assertRefused(() -> transfers.start(REGISTRY, export("file:///c")), reason);
    assertRefused(() -> transfers.start(user, export("file:///c")), reason);
    assertThat(done).isEmpty();
    transfers.start(REGISTRY, export("https://h/c"));
    transfers.start(user, export("https://h/c"));
    transfers.start(OWNER, export("file:///c"));
    assertThat(done).hasSize(3);
  }

  @Test
  void a_job_that_is_not_there_is_named() {
    assertRefused(() -> transfers.get(REGISTRY, "a\nb"), "there is no import or export job 'a?b'");
  }
}
