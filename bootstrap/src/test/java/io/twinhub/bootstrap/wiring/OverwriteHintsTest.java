package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.operation.GatedIdentities;
import io.twinhub.application.operation.GatedQueries;
import io.twinhub.application.operation.GatedTwins;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.query.QueryService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two back ends write one twin: who overwrites what it has not read, is told. */
@Timeout(60)
class OverwriteHintsTest {
  private static final TwinAddress D = TwinAddress.device("d");
  private static final Principal ALPHA = backEnd("alpha");
  private static final Principal BETA = backEnd("beta");

  private final LocalHub hub = new LocalHub(TwinRules.DEFAULT, InstantSource.system());
  private final Hints hints = Hints.of(InstantSource.system(), true);
  private final ServiceTwins twins =
      new GatedTwins(new ServiceTwinService(hub.twins()), hub.gate(), hints);
  private final TwinQueries queries =
      new GatedQueries(new QueryService(hub.queries()), hub.gate(), hints);
  private final DeviceIdentities identities = new GatedIdentities(
      new DeviceIdentityService(hub.identities(), hub.twins()), hub.gate(), hints);

  private static Principal backEnd(String policy) {
    return new Principal.Service(policy, EnumSet.allOf(Permission.class), Transport.HTTPS);
  }

  @BeforeEach
  void register() {
    identities.create(ALPHA, IdentityRequest.withKeys(D));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void write(Principal who, int value) {
    write(who, value, IfMatch.any());
  }

  private void write(Principal who, int value, IfMatch ifMatch) {
    JsonObject members = JsonObject.of("v", JsonNumber.of(value));
    twins.patch(who, D, TwinPatch.ofDesired(members), ifMatch);
  }

  private List<String> hints() {
    return hub.operations().entries(entry -> true).stream()
        .map(JournalEntry::hints)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void a_write_without_etag_over_a_version_that_was_not_read_is_told() {
    twins.get(ALPHA, D);
    write(BETA, 1);
    write(ALPHA, 2);
    assertThat(hints())
        .containsExactly(
            "'alpha' wrote 'd' without an etag, over a write that it had not read: it last saw etag"
                + " AAAAAAAAAAE=. Send the etag that was read as If-Match, so that no change of another"
                + " writer is lost");
    write(ALPHA, 3);
    assertThat(hints()).hasSize(1);
  }

  @Test
  void several_writes_are_counted() {
    twins.get(ALPHA, D);
    write(BETA, 1);
    write(BETA, 2);
    write(ALPHA, 3);
    assertThat(hints()).singleElement().asString().contains("over 2 writes that it had not read");
  }

  @Test
  void a_writer_that_reads_first_is_not_told() {
    write(BETA, 1);
    twins.get(ALPHA, D);
    write(ALPHA, 2);
    write(ALPHA, 3);
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_writer_that_never_read_is_not_told() {
    write(BETA, 1);
    write(ALPHA, 2);
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_write_with_the_etag_is_not_told() {
    twins.get(ALPHA, D);
    write(BETA, 1);
    write(ALPHA, 2, new IfMatch.Exactly("AAAAAAAAAAI="));
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_report_of_the_device_is_no_write_that_could_be_lost() {
    twins.get(ALPHA, D);
    try (DeviceConnection device = hub.connections().open(D, "", reason -> {})) {
      device.report(ReportedPatch.of(JsonObject.of("r", JsonNumber.of(1))));
    }
    write(ALPHA, 1);
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_query_may_have_shown_the_newer_version() {
    twins.get(ALPHA, D);
    write(BETA, 1);
    queries.run(ALPHA, new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty());
    write(ALPHA, 2);
    assertThat(hints()).isEmpty();
  }

  @Test
  void own_writes_in_bulk_are_no_writes_of_others() {
    twins.get(ALPHA, D);
    JsonObject members = JsonObject.of("v", JsonNumber.of(1));
    assertThat(identities.bulk(
            ALPHA,
            List.of(new BulkOperation(
                BulkOperation.Mode.UPDATE_TWIN,
                IdentityRequest.withKeys(D),
                IfMatch.any(),
                TwinPatch.ofDesired(members),
                IfMatch.any()))))
        .isEmpty();
    write(ALPHA, 2);
    assertThat(hints()).isEmpty();
  }
}
