package io.twinhub.local.engine.query;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.value.Truth;
import java.util.Optional;
import java.util.function.Function;

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

  /**
   * The same for a twin of which only the ids are at hand.
   *
   * @param others finds the value at any path of the twin's document; not asked for ids
   */
  public boolean holds(TwinAddress address, Function<JsonPath, Optional<JsonValue>> others) {
    Condition condition = address.moduleId().isPresent() ? ofModules : ofDevices;
    return condition.test(new AskedRow(address, others)) == Truth.TRUE;
  }

  private record AskedRow(TwinAddress address, Function<JsonPath, Optional<JsonValue>> others)
      implements Row {
    private static final JsonPath DEVICE = JsonPath.of(DocumentNames.DEVICE_ID);
    private static final JsonPath MODULE = JsonPath.of(DocumentNames.MODULE_ID);

    @Override
    public Optional<JsonValue> find(JsonPath path) {
      if (path.equals(DEVICE)) {
        return Optional.of(new JsonString(address.deviceId().value()));
      }
      return path.equals(MODULE)
          ? address.moduleId().map(module -> new JsonString(module.value()))
          : others.apply(path);
    }

    @Override
    public QueryRow document() {
      throw new IllegalStateException("a condition asks for values only");
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
