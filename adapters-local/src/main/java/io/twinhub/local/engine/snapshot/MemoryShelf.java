package io.twinhub.local.engine.snapshot;

import io.twinhub.local.engine.journal.SnapshotFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Snapshots of a hub without a data folder; they last as long as the hub runs. */
public final class MemoryShelf implements Snapshots.Shelf {
  private final Supplier<HubContents> taking;
  private final Consumer<HubContents> replacing;
  private final InstantSource clock;
  private final Map<String, Kept> snapshots = new TreeMap<>();

  private record Kept(HubContents contents, Instant created) {}

  public MemoryShelf(
      Supplier<HubContents> taking, Consumer<HubContents> replacing, InstantSource clock) {
    this.taking = taking;
    this.replacing = replacing;
    this.clock = clock;
  }

  private Kept kept(String name) {
    return Optional.ofNullable(snapshots.get(name)).orElseThrow();
  }

  @Override
  public List<String> names() {
    return List.copyOf(snapshots.keySet());
  }

  @Override
  public SnapshotFacts facts(String name) {
    HubContents contents = kept(name).contents();
    return new SnapshotFacts(
        name,
        kept(name).created(),
        contents.bytes(),
        new SnapshotFacts.Counts(contents.devices(), contents.modules()));
  }

  @Override
  public void create(String name) {
    snapshots.put(name, new Kept(taking.get(), clock.instant()));
  }

  @Override
  public void restore(String name) {
    replacing.accept(kept(name).contents());
  }

  @Override
  public void delete(String name) {
    snapshots.remove(name);
  }
}
