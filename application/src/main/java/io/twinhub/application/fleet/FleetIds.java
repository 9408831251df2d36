package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks a hub for the ids of its devices and modules with paged queries, since a listing shows at most 1,000.
 */
public final class FleetIds {
  private static final String MODULES = "SELECT deviceId, moduleId FROM devices.modules";
  private static final String EDGES =
      "SELECT deviceId FROM devices WHERE capabilities.iotEdge = true";

  private final QueryEngine queries;
  private final FleetProgress progress;

  /** Asks {@code queries}, and tells {@code progress} how many ids have arrived so far. */
  public FleetIds(QueryEngine queries, FleetProgress progress) {
    this.queries = queries;
    this.progress = progress;
  }

  /** The devices of a selection, sorted, each once. */
  public List<DeviceId> devices(FleetSelection selection) {
    List<DeviceId> devices = new ArrayList<>();
    progress.begin("listing devices", 0);
    rows(selection.query(), row -> {
      devices.add(new DeviceId(id(row, DocumentNames.DEVICE_ID)));
      progress.done(devices.size());
    });
    return devices.stream().sorted().distinct().toList();
  }

  /** The modules of {@code devices}, sorted. */
  public List<TwinAddress> modules(Collection<DeviceId> devices) {
    Set<DeviceId> wanted = new HashSet<>(devices);
    List<TwinAddress> modules = new ArrayList<>();
    progress.begin("listing modules", 0);
    rows(new QueryText(MODULES), row -> {
      if (wanted.contains(new DeviceId(id(row, DocumentNames.DEVICE_ID)))) {
        modules.add(
            TwinAddress.module(id(row, DocumentNames.DEVICE_ID), id(row, DocumentNames.MODULE_ID)));
        progress.done(modules.size());
      }
    });
    return modules.stream().sorted().distinct().toList();
  }

  /** The edge devices among {@code devices}. */
  List<DeviceId> edges(Collection<DeviceId> devices) {
    Set<DeviceId> edges = new HashSet<>();
    rows(new QueryText(EDGES), row -> edges.add(new DeviceId(id(row, DocumentNames.DEVICE_ID))));
    return devices.stream().filter(edges::contains).toList();
  }

  private void rows(QueryText text, Consumer<JsonObject> row) {
    Optional<ContinuationToken> next = Optional.empty();
    do {
      QueryPage page = queries.run(text, PageSize.DEFAULT, next);
      page.rows().forEach(row);
      next = page.next();
    } while (next.isPresent());
  }

  private static String id(JsonObject row, String name) {
    if (row.find(name).orElse(row) instanceof JsonString id) {
      return id.value();
    }
    throw new HubException(RequestError.invalid(
        "a row of the query has no %s; select * or deviceId from devices".formatted(name)));
  }
}
