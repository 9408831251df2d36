package io.twinhub.application.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.QueryExplanations;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.query.QueryExplanationService;
import io.twinhub.application.query.QueryService;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Twins and queries for back ends, connections for devices: may they? */
class ServicesTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final Principal ALL_BUT_SERVICE = new Principal.Service(
      "registry", EnumSet.complementOf(EnumSet.of(Permission.SERVICE_CONNECT)));
  private static final Principal SERVICE =
      new Principal.Service("service", EnumSet.of(Permission.SERVICE_CONNECT));
  private static final String LACKS_SERVICE =
      "Authorization rule 'registry' does not allow access: it lacks ServiceConnect";

  /** A hub without twins, which is never reached by who may not reach it. */
  private final TwinRegistry noTwins = new TwinRegistry() {
    @Override
    public Optional<Twin> find(TwinAddress address) {
      return Optional.empty();
    }

    @Override
    public Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
      throw new HubException(address.notFound());
    }

    @Override
    public Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
      throw new HubException(address.notFound());
    }
  };

  private final ServiceTwinService twins = new ServiceTwinService(noTwins);
  private final TwinPatch patch = TwinPatch.ofTags(JsonObject.EMPTY);
  private final TwinReplacement replacement =
      new TwinReplacement(Optional.empty(), Optional.empty());

  @Test
  void twins_need_the_permission_of_services() {
    assertThatThrownBy(() -> twins.get(ALL_BUT_SERVICE, ALPHA)).hasMessage(LACKS_SERVICE);
    assertThatThrownBy(() -> twins.patch(ALL_BUT_SERVICE, ALPHA, patch, IfMatch.any()))
        .hasMessage(LACKS_SERVICE);
    assertThatThrownBy(() -> twins.replace(ALL_BUT_SERVICE, ALPHA, replacement, IfMatch.any()))
        .hasMessage(LACKS_SERVICE);
  }

  @Test
  void who_may_hears_from_the_hub() {
    assertThatThrownBy(() -> twins.get(SERVICE, ALPHA)).hasMessage("Device alpha not registered");
    assertThatThrownBy(() -> twins.patch(SERVICE, ALPHA, patch, IfMatch.any()))
        .hasMessage("Device alpha not registered");
    assertThatThrownBy(() -> twins.replace(SERVICE, ALPHA, replacement, IfMatch.any()))
        .hasMessage("Device alpha not registered");
  }

  @Test
  void of_a_module_without_a_device_the_device_is_what_is_missing() {
    assertThatThrownBy(() -> twins.get(SERVICE, TwinAddress.module("alpha", "scanner")))
        .hasMessage("Device alpha not registered");
  }

  @Test
  void queries_need_the_permission_of_services() {
    QueryPage empty = QueryPage.of(QueryPage.RowType.RAW, List.of(), Optional.empty());
    QueryService queries = new QueryService((text, size, from) -> empty);
    QueryText text = new QueryText("SELECT * FROM devices");
    assertThat(queries.run(SERVICE, text, PageSize.DEFAULT, Optional.empty())).isSameAs(empty);
    assertThatThrownBy(() -> queries.run(ALL_BUT_SERVICE, text, PageSize.DEFAULT, Optional.empty()))
        .hasMessage(LACKS_SERVICE);
  }

  @Test
  void explanations_need_the_permission_of_services() {
    QueryExplanationService explanations = new QueryExplanationService(new NothingToExplain());
    QueryText text = new QueryText("SELECT * FROM devices");
    assertThat(explanations.paths(SERVICE, 1)).isEmpty();
    assertThatThrownBy(() -> explanations.explain(SERVICE, text)).hasMessage("explained");
    assertThatThrownBy(() -> explanations.why(SERVICE, text, ALPHA)).hasMessage("judged");
    assertThatThrownBy(() -> explanations.paths(ALL_BUT_SERVICE, 1)).hasMessage(LACKS_SERVICE);
    assertThatThrownBy(() -> explanations.explain(ALL_BUT_SERVICE, text)).hasMessage(LACKS_SERVICE);
    assertThatThrownBy(() -> explanations.why(ALL_BUT_SERVICE, text, ALPHA))
        .hasMessage(LACKS_SERVICE);
  }

  private static final class NothingToExplain implements QueryExplanations {
    @Override
    public QueryExplanation explain(QueryText text) {
      throw new HubException(RequestError.invalid("explained"));
    }

    @Override
    public QueryVerdict why(QueryText text, TwinAddress address) {
      throw new HubException(RequestError.invalid("judged"));
    }

    @Override
    public List<JsonPath> paths(int max) {
      return List.of();
    }

    @Override
    public List<UsedPath> usedPaths(String part) {
      return List.of();
    }
  }

  @Test
  void a_device_connects_as_itself() {
    DeviceTwinService devices = new DeviceTwinService((address, modelId, onClosed) -> {
      throw new HubException(address.notFound());
    });
    assertThatThrownBy(() -> devices.connect(new Principal.Device(ALPHA), "", reason -> {}))
        .hasMessage("Device alpha not registered");
  }
}
