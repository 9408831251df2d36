package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinDocument;
import io.twinhub.local.engine.query.Candidate;
import io.twinhub.local.engine.query.CandidateSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hub's twins as rows of a query. A key is the twin's address: {@code device} or {@code
 * device/module}; ids hold no slash. Jobs are not built, so there are none.
 */
final class HubCandidates implements CandidateSource {
  private final Registrations registrations;

  HubCandidates(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public Iterator<Candidate> scan(Collection collection, String afterKey) {
    return switch (collection) {
      case DEVICES -> rows(afterKey, false);
      case MODULES -> rows(afterKey, true);
      case JOBS -> Collections.emptyIterator();
    };
  }

  private Iterator<Candidate> rows(String afterKey, boolean modules) {
    Stream<Registration> candidates = afterKey.isEmpty()
        ? registrations.all().stream()
        : registrations.after(address(afterKey)).stream();
    return candidates
        .filter(registration -> registration.address().moduleId().isPresent() == modules)
        .<Candidate>map(registration -> new TwinRow(registration.twin()))
        .iterator();
  }

  @Override
  public Optional<Candidate> find(Collection collection, String key) {
    boolean lawful = collection == Collection.MODULES
        ? key.matches("[^/]+/[^/]+")
        : collection == Collection.DEVICES && DeviceId.isLawful(key);
    if (!lawful) {
      return Optional.empty();
    }
    return registrations.find(address(key)).map(registration -> new TwinRow(registration.twin()));
  }

  private static TwinAddress address(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? TwinAddress.device(key)
        : TwinAddress.of(
            new DeviceId(key.substring(0, slash)), new ModuleId(key.substring(slash + 1)));
  }

  /** One twin. */
  private record TwinRow(Twin twin) implements Candidate {
    @Override
    public String key() {
      return twin.address().toString();
    }

    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return TwinDocument.find(twin, path);
    }

    @Override
    public JsonObject document() {
      return TwinDocument.of(twin);
    }
  }
}
