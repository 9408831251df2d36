package io.twinhub.local.engine.configurations;

import io.twinhub.application.port.out.Configurations;
import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.MetricResults;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.configuration.SystemMetrics;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.local.engine.alarm.Alarms;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.query.LocalQueryEngine;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** The automatic configurations of the local hub. */
public final class LocalConfigurations implements Configurations, AutoCloseable {
  /** How long a change waits until it is applied to all twins; then it goes on without its caller. */
  static final Duration APPLIED_WAIT_MAX = Duration.ofSeconds(5);

  /** Times are kept in steps of 100 nanoseconds, as documents show them. */
  private static final int NANOS_PER_TICK = 100;

  private final Registrations registrations;
  private final Writer writer;
  private final Applying applying;
  private final QueryTests tests;
  private final ContentApplying contents;
  private final Sweeping sweeping;
  private final IntSupplier countMax;
  private volatile ActiveSet visible = ActiveSet.NONE;
  private final AtomicLong marks = new AtomicLong();

  /**
   * What the configurations need of the hub.
   *
   * @param registrations its twins
   * @param writer changes them
   * @param queries count them
   * @param countMax how many configurations it may have now
   */
  public record Hub(
      Registrations registrations, Writer writer, LocalQueryEngine queries, IntSupplier countMax) {}

  private LocalConfigurations(Hub hub, Applied applied) {
    this.registrations = hub.registrations();
    this.writer = hub.writer();
    this.applying = applied.applying();
    this.tests = new QueryTests(hub.queries());
    this.contents = applied.contents();
    this.countMax = hub.countMax();
    this.sweeping = new Sweeping(hub.registrations(), hub.writer(), applying, new Passes());
  }

  /** No configurations yet. */
  public static LocalConfigurations of(Hub hub, Applied applied) {
    return new LocalConfigurations(hub, applied);
  }

  /** Begins with what {@code journal} holds. A pass that was not finished is made again. */
  public void load(Journal journal) {
    StoredConfigurations.Loaded loaded = StoredConfigurations.load(journal);
    applying.begin(loaded.set());
    visible = loaded.set();
    if (loaded.unfinished()) {
      var unused = sweeping.everything();
    }
  }

  /** Makes a pass over all twins at regular intervals. */
  public void every(Duration interval, Alarms alarms) {
    var unused = alarms.after(interval, () -> {
      if (!visible.isEmpty()) {
        var unusedPass = sweeping.everything();
      }
      every(interval, alarms);
    });
  }

  /** Notes that the twins will be replaced by others, and checks those afterwards. */
  public void around(Runnable replacement) {
    if (!visible.isEmpty()) {
      noteUnfinished();
    }
    replacement.run();
    boolean formerly =
        registrations.rows().stream().anyMatch(row -> !row.standings().isEmpty());
    if (formerly && visible.isEmpty()) {
      noteUnfinished();
    }
    if (formerly || !visible.isEmpty()) {
      Sweeping.await(sweeping.everything(), APPLIED_WAIT_MAX);
    }
  }

  private void noteUnfinished() {
    writer.apply(tx -> {
      touched(tx);
      return tx;
    });
  }

  private void touched(Transaction tx) {
    marks.incrementAndGet();
    StoredConfigurations.begin(tx);
  }

  /** What passes ask. */
  private final class Passes implements Pending {
    @Override
    public ActiveSet visible() {
      return visible;
    }

    @Override
    public long mark() {
      return marks.get();
    }

    @Override
    public void done(long mark) {
      writer.apply(tx -> {
        if (marks.get() == mark) {
          StoredConfigurations.end(tx);
        }
        return tx;
      });
    }
  }

  @Override
  public MeasuredConfiguration create(ConfigurationRequest wanted) {
    tests.require(wanted);
    return applied(writer.apply(tx -> {
      if (applying.newest().find(wanted.id()).isPresent()) {
        throw new HubException(ConfigurationError.exists(wanted.id()));
      }
      int max = countMax.getAsInt();
      if (applying.newest().count() >= max) {
        throw new HubException(ConfigurationError.tooMany(max));
      }
      return put(tx, Configuration.created(wanted, ticks(tx.now())));
    }));
  }

  private static Instant ticks(Instant now) {
    return now.minusNanos(now.getNano() % NANOS_PER_TICK);
  }

  private Configuration put(Transaction tx, Configuration configuration) {
    StoredConfigurations.put(configuration, tx);
    becomes(tx, applying.newest().with(configuration));
    return configuration;
  }

  private void becomes(Transaction tx, ActiveSet set) {
    touched(tx);
    applying.becomes(set, tx);
    tx.onPublished(() -> visible = set);
  }

  private MeasuredConfiguration applied(Configuration configuration) {
    Sweeping.await(sweeping.changed(configuration.id().value()), APPLIED_WAIT_MAX);
    return measured(configuration);
  }

  @Override
  public Optional<MeasuredConfiguration> find(ConfigurationId id) {
    return visible.find(id).map(ActiveConfiguration::configuration).map(this::measured);
  }

  private MeasuredConfiguration measured(Configuration configuration) {
    return new MeasuredConfiguration(
        configuration,
        new MetricResults(
            counts(SystemMetrics.queries(configuration.wanted())),
            counts(configuration.wanted().metrics())));
  }

  private Map<String, Long> counts(Map<String, String> metrics) {
    Map<String, Long> counts = new LinkedHashMap<>();
    metrics.forEach(
        (name, query) -> tests.count(query).ifPresent(count -> counts.put(name, count)));
    return counts;
  }

  @Override
  public MeasuredConfiguration update(ConfigurationRequest wanted, IfMatch ifMatch) {
    tests.require(wanted);
    return applied(writer.apply(tx -> {
      Configuration before = require(wanted.id(), ifMatch);
      if (!before.wanted().content().isSame(wanted.content())) {
        throw new HubException(ConfigurationError.immutableContent(wanted.id()));
      }
      ConfigurationRequest kept = wanted.with(before.wanted().content());
      return put(tx, before.changed(kept, ticks(tx.now())));
    }));
  }

  private Configuration require(ConfigurationId id, IfMatch ifMatch) {
    Configuration found = applying
        .newest()
        .find(id)
        .map(ActiveConfiguration::configuration)
        .orElseThrow(() -> new HubException(ConfigurationError.notFound(id)));
    if (!ifMatch.allows(found.etag())) {
      throw new HubException(ConfigurationError.etagMismatch(ifMatch.toString(), found.etag()));
    }
    return found;
  }

  @Override
  public void delete(ConfigurationId id, IfMatch ifMatch) {
    writer.apply(tx -> {
      Configuration found = require(id, ifMatch);
      StoredConfigurations.remove(id, tx);
      becomes(tx, applying.newest().minus(id));
      return found;
    });
    Sweeping.await(sweeping.changed(id.value()), APPLIED_WAIT_MAX);
  }

  @Override
  public List<MeasuredConfiguration> list(int top) {
    return visible.all().stream()
        .map(ActiveConfiguration::configuration)
        .sorted(Comparator.comparing(Configuration::id))
        .limit(top)
        .map(this::measured)
        .toList();
  }

  @Override
  public QueryTest test(String targetCondition, Map<String, String> metrics) {
    return tests.test(targetCondition, metrics);
  }

  @Override
  public void apply(DeviceId device, ConfigurationContent content) {
    writer.apply(tx -> {
      contents.apply(tx, device, content);
      return device;
    });
  }

  /** Ends a pass that is under way; it is made again at the next start. */
  @Override
  public void close() {
    sweeping.close();
  }
}
