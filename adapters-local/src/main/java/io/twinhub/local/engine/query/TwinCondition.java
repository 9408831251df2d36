package io.twinhub.local.engine.query;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.value.Truth;
import java.util.Optional;
import java.util.function.Supplier;

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
   * The same for a twin that need not be at hand: it is asked for at most once, and not at all if the condition
   * is about ids only.
   *
   * @param twin the twin; empty if there is none, which then has nothing but its ids
   */
  public boolean holds(TwinAddress address, Supplier<Optional<Twin>> twin) {
    Condition condition = address.moduleId().isPresent() ? ofModules : ofDevices;
    return condition.test(new AskedRow(address, twin)) == Truth.TRUE;
  }

  private static final class AskedRow implements Row {
    private static final JsonPath DEVICE = JsonPath.of(DocumentNames.DEVICE_ID);
    private static final JsonPath MODULE = JsonPath.of(DocumentNames.MODULE_ID);

    private final TwinAddress address;
    private final Supplier<Optional<Twin>> twin;
    private Optional<Optional<Twin>> asked = Optional.empty();

    AskedRow(TwinAddress address, Supplier<Optional<Twin>> twin) {
      this.address = address;
      this.twin = twin;
    }

    @Override
    public Optional<JsonValue> find(JsonPath path) {
      if (path.equals(DEVICE)) {
        return Optional.of(new JsonString(address.deviceId().value()));
      }
      if (path.equals(MODULE)) {
        return address.moduleId().map(module -> new JsonString(module.value()));
      }
      return twin().flatMap(found -> TwinDocument.find(found, path));
    }

    private Optional<Twin> twin() {
      Optional<Twin> found = asked.orElseGet(twin);
      asked = Optional.of(found);
      return found;
    }

    @Override
    public QueryRow document() {
      return QueryRow.of(twin()
          .map(TwinDocument::of)
          .orElseGet(() -> IdentityDocument.ids(address).build()));
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
