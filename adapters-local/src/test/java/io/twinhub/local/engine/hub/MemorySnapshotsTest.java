package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.rows.QueryLag;
import java.util.Optional;

/** Snapshots of a hub that keeps nothing. */
class MemorySnapshotsTest extends SnapshotsContract {

  @Override
  HubFixture started(Optional<QueryLag> lag) {
    return new HubFixture(lag);
  }
}
