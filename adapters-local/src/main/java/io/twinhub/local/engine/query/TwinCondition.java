package io.twinhub.local.engine.query;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.value.Truth;
import java.util.Optional;

/** A condition on twins, as a query has it behind WHERE, for a twin of any hub. */
public final class TwinCondition {
  private final Condition ofDevices;
  private final Condition ofModules;

  private TwinCondition(Condition ofDevices, Condition ofModules) {
    this.ofDevices = ofDevices;
    this.ofModules = ofModules;
  }

  /**
   * Compiles a condition.
   *
   * @throws HubException with {@link QueryError.Invalid} and all problems if {@code text} is not a condition
   */
  public static TwinCondition of(String text) {
    return new TwinCondition(
        EventCondition.compiled(text, From.DEVICES), EventCondition.compiled(text, From.MODULES));
  }

  /**
   * Whether the condition holds for a twin. A comparison with something that the twin does not have is neither
   * true nor false.
   *
   * @param twin the document of the twin
   */
  public boolean holds(JsonObject twin) {
    Condition condition = twin.has(DocumentNames.MODULE_ID) ? ofModules : ofDevices;
    return condition.test(new TwinRow(twin)) == Truth.TRUE;
  }

  /** The same for a twin that has no document yet; none is made unless the condition needs it. */
  public boolean holds(Twin twin) {
    Condition condition = twin.address().moduleId().isPresent() ? ofModules : ofDevices;
    return condition.test(new PlainRow(twin)) == Truth.TRUE;
  }

  private record PlainRow(Twin twin) implements Row {
    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return TwinDocument.find(twin, path);
    }

    @Override
    public QueryRow document() {
      return QueryRow.of(TwinDocument.of(twin));
    }
  }

  private record TwinRow(JsonObject twin) implements Row {
    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return twin.find(path);
    }

    @Override
    public QueryRow document() {
      return QueryRow.of(twin);
    }
  }
}
