package io.twinhub.local.engine.configurations;

import io.twinhub.domain.configuration.Claim;
import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All configurations of a hub at one moment, the most important first. Immutable. */
final class ActiveSet {
  static final ActiveSet NONE = new ActiveSet(List.of());

  private static final Comparator<ActiveConfiguration> ORDER =
      Comparator.comparing(ActiveConfiguration::configuration, Configuration.BY_IMPORTANCE);

  private final List<ActiveConfiguration> all;

  private ActiveSet(List<ActiveConfiguration> all) {
    this.all = List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int count() {
    return all.size();
  }

  List<ActiveConfiguration> all() {
    return all;
  }

  /** Whether any is for the modules of edge devices. */
  boolean hasDeployments() {
    return all.stream().anyMatch(one -> one.kind() == Kind.EDGE);
  }

  Optional<ActiveConfiguration> find(ConfigurationId id) {
    return all.stream().filter(one -> one.id().equals(id.value())).findFirst();
  }

  /** The set with this configuration, in place of the one with its id. */
  ActiveSet with(Configuration configuration) {
    List<ActiveConfiguration> others = without(configuration.id());
    others.add(new ActiveConfiguration(configuration));
    others.sort(ORDER);
    return new ActiveSet(others);
  }

  /** The set without this configuration. */
  ActiveSet minus(ConfigurationId id) {
    return new ActiveSet(without(id));
  }

  private List<ActiveConfiguration> without(ConfigurationId id) {
    List<ActiveConfiguration> others = new ArrayList<>(all);
    others.removeIf(one -> one.id().equals(id.value()));
    return others;
  }

  /** What the configurations want of this twin, apart from deployments; the most important first. */
  List<Claim> claims(Twin twin) {
    Kind kind = twin.address().moduleId().isPresent() ? Kind.MODULE : Kind.DEVICE;
    List<Claim> claims = new ArrayList<>();
    for (ActiveConfiguration one : matching(kind, twin)) {
      claims.add(one.claim());
    }
    return claims;
  }

  /** The deployments whose condition holds for this device, if it is an edge device. */
  List<ActiveConfiguration> deployments(Twin device) {
    return device.root().edge() ? matching(Kind.EDGE, device) : List.of();
  }

  private List<ActiveConfiguration> matching(Kind kind, Twin twin) {
    Function<JsonPath, Optional<JsonValue>> values = path -> TwinDocument.find(twin, path);
    return matching(kind, twin.address(), values);
  }

  private List<ActiveConfiguration> matching(
      Kind kind, TwinAddress address, Function<JsonPath, Optional<JsonValue>> values) {
    List<ActiveConfiguration> matching = new ArrayList<>();
    for (ActiveConfiguration one : all) {
      if (one.kind() == kind && one.holds(address, values)) {
        matching.add(one);
      }
    }
    return matching;
  }
}
