package io.twinhub.bootstrap.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.fleet.FleetComparison;
import io.twinhub.application.fleet.FleetCopy;
import io.twinhub.application.fleet.FleetExport;
import io.twinhub.application.fleet.HubFleet;
import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.fleet.CompareResult;
import io.twinhub.application.port.in.fleet.CopyResult;
import io.twinhub.application.port.in.fleet.Difference;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attributes and further members of authentication go with their identity: copied, exported, compared. */
@Timeout(60)
class FleetAdditionsTest {
  private static final TwinAddress PLAIN = TwinAddress.device("plain");
  private static final TwinAddress MODULE = TwinAddress.module("plain", "fan");
  private static final IdentityAdditions ADDITIONS = new IdentityAdditions(
      Optional.of(JsonText.parseObject("{\"plant\":[1,{\"Case\":null}],\"$own\":\"x\"}")),
      JsonText.parseObject("{\"policyResourceId\":\"/p\",\"x509CaValidation\":{\"mode\":1}}"));

  @TempDir
  private Path folder;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final OrderedCalls lanes = new OrderedCalls(threads);
  private final InProcessHub from = Twinhub.inProcess();
  private final InProcessHub to = Twinhub.inProcess();

  @AfterEach
  void close() {
    from.close();
    to.close();
    threads.shutdown();
  }

  private static Identity identity(OpenHub hub, TwinAddress address) {
    return hub.ports().identities().find(address).orElseThrow().identity();
  }

  private CopyResult copy() {
    HubFleet fleet =
        HubFleet.list(from.ports(), FleetSelection.ALL, Redaction.NONE, FleetProgress.NONE);
    return new FleetCopy(to.ports(), false, lanes).run(fleet, FleetProgress.NONE, refused -> {});
  }

  private List<Difference> differences() {
    List<Difference> found = new ArrayList<>();
    CompareResult result = new FleetComparison(
            from.ports(), to.ports(), new FleetComparison.Extent(Redaction.NONE, false), lanes)
        .run(FleetSelection.ALL, FleetProgress.NONE, found::add);
    assertThat(result.differences()).isEqualTo(found.size());
    return found;
  }

  private void make() {
    from.ports().identities().create(IdentityRequest.withKeys(PLAIN).with(ADDITIONS));
    from.ports().identities().create(IdentityRequest.withKeys(MODULE).with(ADDITIONS));
  }

  @Test
  void a_copy_has_them_and_a_second_one_has_nothing_to_do() {
    make();
    assertThat(copy().created()).isEqualTo(2);
    assertThat(identity(to, PLAIN).additions()).isEqualTo(ADDITIONS);
    assertThat(identity(to, MODULE).additions()).isEqualTo(ADDITIONS);
    assertThat(differences()).isEmpty();
    assertThat(copy().equal()).isEqualTo(2);
  }

  @Test
  void what_differs_is_shown_and_copied_also_if_it_is_nothing() {
    make();
    copy();
    IdentityAdditions none = new IdentityAdditions(Optional.of(JsonObject.EMPTY), JsonObject.EMPTY);
    Identity emptied = from.ports()
        .identities()
        .update(IdentityRequest.of(identity(from, PLAIN)).with(none), IfMatch.any())
        .identity();
    assertThat(emptied.additions().attributes()).contains(JsonObject.EMPTY);
    assertThat(differences())
        .extracting(found -> found.path().toString())
        .containsExactly("attributes");
    assertThat(copy().changed()).isEqualTo(1);
    assertThat(differences()).isEmpty();
    assertThat(copy().equal()).isEqualTo(2);
  }

  @Test
  void queries_show_and_ask_for_attributes() {
    IdentityAdditions line =
        new IdentityAdditions(Optional.of(JsonText.parseObject("{\"line\":4}")), JsonObject.EMPTY);
    from.ports().identities().create(IdentityRequest.withKeys(PLAIN).with(line));
    from.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("other")));
    assertThat(from.ports()
            .queries()
            .run(
                new QueryText("SELECT * FROM devices WHERE attributes.line = 4"),
                PageSize.DEFAULT,
                Optional.empty())
            .rows())
        .singleElement()
        .satisfies(row -> assertThat(row.find("attributes")).isEqualTo(line.attributes()));
  }

  @Test
  void a_file_holds_them() {
    make();
    Path file = folder.resolve("fleet.jsonl");
    HubFleet fleet =
        HubFleet.list(from.ports(), FleetSelection.ALL, Redaction.NONE, FleetProgress.NONE);
    try (FleetFileWriter out = FleetFileWriter.begin(file)) {
      assertThat(new FleetExport(fleet, lanes).run(FleetProgress.NONE, out::write))
          .isEqualTo(2);
      out.finish();
    }
    new FleetCopy(to.ports(), false, lanes)
        .run(FleetFile.open(file, Redaction.NONE), FleetProgress.NONE, refused -> {});
    assertThat(identity(to, PLAIN).additions()).isEqualTo(ADDITIONS);
    assertThat(differences()).isEmpty();
  }
}
