package io.twinhub.local.engine.guilty;

import java.sql.Connection;

/** Guilty: the engine asks the database beside the journal. */
public interface EngineThatKnowsSql {
  Connection other();
}
