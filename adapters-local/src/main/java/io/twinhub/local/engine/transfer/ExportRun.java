package io.twinhub.local.engine.transfer;

import io.twinhub.application.document.BulkDocument;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.StoredRow;
import io.twinhub.local.engine.transfer.container.BlobOutput;
import io.twinhub.local.engine.transfer.container.ContainerException;
import io.twinhub.local.engine.transfer.container.Stop;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * An export: a line for each device, followed by lines for its modules. Edge devices come first and parents
 * before their children, so that an import finds each parent.
 */
final class ExportRun {
  private final Registrations registrations;
  private final boolean keys;
  private final Stop stop;
  private long written;
  private long total;

  /** Exports what is registered; {@code keys} says whether with keys. */
  ExportRun(Registrations registrations, boolean keys, Stop stop) {
    this.registrations = registrations;
    this.keys = keys;
    this.stop = stop;
  }

  /**
   * Writes all lines.
   *
   * @param progress is told the progress in percent
   */
  void run(BlobOutput file, IntConsumer progress) throws ContainerException {
    total = Math.max(1, registrations.count());
    for (SortedSet<String> level : edgeLevels().values()) {
      for (String id : level) {
        Optional<Registration> device = registrations.find(TwinAddress.of(new DeviceId(id)));
        if (device.isPresent()) {
          write(device.get(), file, progress);
        }
      }
    }
    Iterator<StoredRow> devices = registrations.devices().iterator();
    while (devices.hasNext()) {
      Registration device = devices.next().registration();
      if (!device.identity().edge()) {
        write(device, file, progress);
      }
    }
  }

  /** The ids of edge devices, by the number of devices above them. */
  private SortedMap<Integer, SortedSet<String>> edgeLevels() {
    Map<String, Optional<String>> parents = new HashMap<>();
    registrations.devices().forEach(row -> {
      stop.check();
      Registration device = row.registration();
      if (device.identity().edge()) {
        parents.put(
            device.address().deviceId().value(),
            device.identity().parentScopes().stream()
                .findFirst()
                .flatMap(EdgeScope::parse)
                .map(scope -> scope.device().value()));
      }
    });
    SortedMap<Integer, SortedSet<String>> levels = new TreeMap<>();
    for (String id : parents.keySet()) {
      int depth = 0;
      Optional<String> parent = parents.get(id);
      while (parent.isPresent() && parents.containsKey(parent.get()) && depth < parents.size()) {
        depth++;
        parent = parents.get(parent.get());
      }
      levels.computeIfAbsent(depth, level -> new TreeSet<>()).add(id);
    }
    return levels;
  }

  private void write(Registration device, BlobOutput file, IntConsumer progress)
      throws ContainerException {
    line(device, file);
    for (Registration module : registrations.modules(device.address().deviceId())) {
      line(module, file);
    }
    progress.accept((int) Math.min(Transfer.DONE - 1L, written * Transfer.DONE / total));
  }

  private void line(Registration registration, BlobOutput file) throws ContainerException {
    stop.check();
    String text =
        JsonWriter.text(BulkDocument.line(registration.registered(), registration.twin(), keys));
    file.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    written++;
  }
}
