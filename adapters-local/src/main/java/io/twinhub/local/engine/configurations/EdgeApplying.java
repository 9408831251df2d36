package io.twinhub.local.engine.configurations;

import io.twinhub.domain.configuration.Claim;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.Setting;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives edge devices their deployments: the most important full one, and above it the layered ones. Used by
 * the writer's thread only.
 */
final class EdgeApplying {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeApplying.class);

  private final EdgeModules modules;
  private final Applying applying;

  EdgeApplying(EdgeModules modules, Applying applying) {
    this.modules = modules;
    this.applying = applying;
  }

  /**
   * A deployment for one device.
   *
   * @param excluded why the device does not get it
   */
  private record Chosen(ActiveConfiguration deployment, Optional<String> excluded) {
    ConfigurationContent content() {
      return deployment.configuration().wanted().content();
    }

    Claim claim(String module) {
      List<Setting> settings = content().settings().getOrDefault(module, List.of());
      Claim claim = Claim.of(deployment.configuration(), settings);
      return excluded.map(claim::excluded).orElse(claim);
    }
  }

  /** The deployments whose condition holds for a device, and which of them it gets. */
  private List<Chosen> chosen(Twin device) {
    List<Chosen> chosen = new ArrayList<>();
    Optional<ActiveConfiguration> full = Optional.empty();
    List<ActiveConfiguration> matching = applying.newest().deployments(device);
    boolean anyFull = matching.stream().anyMatch(one -> !isLayered(one));
    for (ActiveConfiguration one : matching) {
      Optional<String> excluded;
      if (isLayered(one)) {
        excluded = full.isEmpty() && anyFull
            ? Optional.empty()
            : Optional.of(
                "a layered deployment changes nothing without a full one that is less important");
      } else {
        excluded = full.map(winner -> "a device has one full deployment; it has '%s', %s"
            .formatted(winner.id(), one.claim().lostTo(winner.claim())));
        full = full.isEmpty() ? Optional.of(one) : full;
      }
      chosen.add(new Chosen(one, excluded));
    }
    return chosen;
  }

  private static boolean isLayered(ActiveConfiguration one) {
    return one.configuration().wanted().content().layered();
  }

  /** What the deployments of its device want of a module, before {@code others}. */
  List<Claim> claims(Transaction tx, Twin module, List<Claim> others) {
    String id = module.address().moduleId().orElseThrow().value();
    boolean shown = id.equals(ConfigurationContent.EDGE_AGENT);
    List<Claim> claims = new ArrayList<>();
    tx
        .find(TwinAddress.of(module.address().deviceId()))
        .map(Registration::twin)
        .map(this::chosen)
        .orElse(List.of())
        .stream()
        .filter(
            one -> shown
            || (one.excluded().isEmpty() && one.content().settings().containsKey(id)))
        .forEach(one -> claims.add(one.claim(id)));
    claims.addAll(others);
    return claims;
  }

  /** Gives an edge device the modules of its deployments, and the modules their settings. */
  void settle(Transaction tx, Twin device) {
    if (!device.root().edge()) {
      return;
    }
    DeviceId id = device.address().deviceId();
    List<Chosen> chosen = chosen(device);
    if (chosen.isEmpty() && !hadAny(tx, id)) {
      return;
    }
    Set<String> named = new LinkedHashSet<>();
    chosen.stream()
        .filter(one -> one.excluded().isEmpty())
        .forEach(one -> named.addAll(one.content().modules()));
    try {
      modules.shape(tx, id, named, false);
    } catch (HubException refusal) {
      LOG.warn("{} does not get all modules of its deployments: {}", id, refusal.getMessage());
    }
    tx.modules(id).forEach(module -> applying.settle(tx, module.address()));
  }

  private static boolean hadAny(Transaction tx, DeviceId device) {
    return tx.find(TwinAddress.module(device.value(), ConfigurationContent.EDGE_AGENT))
        .filter(agent -> !agent.twin().root().standings().isEmpty())
        .isPresent();
  }
}
