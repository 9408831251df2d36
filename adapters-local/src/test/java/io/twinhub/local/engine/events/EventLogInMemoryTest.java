package io.twinhub.local.engine.events;

import java.time.InstantSource;

class EventLogInMemoryTest extends EventLogContract {

  @Override
  LocalEventLog open(Retention retention, InstantSource clock) {
    return LocalEventLog.inMemory(4, retention, clock);
  }
}
