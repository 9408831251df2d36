package io.twinhub.local.engine.configurations;

import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.writer.Consequences;

/**
 * How configurations come into twins: made before the writer, which needs to know what follows from writes.
 *
 * @param applying gives twins what configurations want
 * @param contents gives edge devices a content once
 */
public final class Applied {
  private final Applying applying;
  private final ContentApplying contents;
  private EdgeModules modules = (tx, device, named, all) -> {};

  /**
   * For one hub.
   *
   * @param atOnce whether a twin that is written gets its configurations with that write
   */
  public Applied(TwinRules rules, boolean atOnce) {
    EdgeModules later = (tx, device, named, all) -> modules.shape(tx, device, named, all);
    this.applying = new Applying(rules, later, atOnce);
    this.contents = new ContentApplying(rules, later);
  }

  /** Sets who makes the modules of edge devices; to be called before the writer starts. */
  public void modules(EdgeModules maker) {
    modules = maker;
  }

  /** What follows from writes. */
  public Consequences consequences() {
    return applying;
  }

  Applying applying() {
    return applying;
  }

  ContentApplying contents() {
    return contents;
  }
}
