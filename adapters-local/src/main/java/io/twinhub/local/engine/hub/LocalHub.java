package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.MessageRouting;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.Alarms;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.configurations.Applied;
import io.twinhub.local.engine.configurations.LocalConfigurations;
import io.twinhub.local.engine.events.LocalEventLog;
import io.twinhub.local.engine.fault.LocalFaults;
import io.twinhub.local.engine.jobs.JobHub;
import io.twinhub.local.engine.jobs.JobTable;
import io.twinhub.local.engine.jobs.LocalJobs;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import io.twinhub.local.engine.measure.HubMeters;
import io.twinhub.local.engine.messages.LocalMessages;
import io.twinhub.local.engine.messages.StoredMessages;
import io.twinhub.local.engine.methods.LocalMethods;
import io.twinhub.local.engine.operation.LocalGate;
import io.twinhub.local.engine.operation.RecentOperations;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.LocalQueryEngine;
import io.twinhub.local.engine.routes.Outbox;
import io.twinhub.local.engine.routes.RouteTable;
import io.twinhub.local.engine.rows.LaggingRows;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.snapshot.HubContents;
import io.twinhub.local.engine.snapshot.MemoryShelf;
import io.twinhub.local.engine.snapshot.Snapshots;
import io.twinhub.local.engine.throttle.LocalThrottles;
import io.twinhub.local.engine.transfer.LocalTransfers;
import io.twinhub.local.engine.writer.Announcing;
import io.twinhub.local.engine.writer.WaitLimit;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A hub in this process: identities, twins and connections behind the outbound ports, with one writer. It
 * starts with what its journal holds; {@link #close()} ends its connections and closes the journal.
 */
public final class LocalHub implements TwinChanges, AutoCloseable {
  /** How often queues are checked, and so how late a message may be redelivered or may expire. */
  static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Registrations registrations;
  private final LocalQueryEngine queries;
  private final Optional<LaggingRows> lagging;
  private final Listeners<TwinChange> changes = new Listeners<>();
  private final Journal journal;
  private final Writer writer;
  private final LocalTwins twins;
  private final LocalIdentities identities;
  private final Alarms alarms;
  private final LocalFaults faults;
  private final LocalThrottles throttles;
  private final RecentOperations operations;
  private final LocalGate gate;
  private final LocalMethods methods;
  private final LocalMessages messages;
  private final LocalJobs jobs;
  private final LocalEventLog log;
  private final RouteTable routes;
  private final Outbox outbox;
  private final LocalTelemetry telemetry;
  private final LocalConnections connections;
  private final LocalConfigurations configurations;
  private final Replacing replacing;
  private final Snapshots snapshots;
  private final LocalTransfers transfers;

  /** Starts an empty hub that forgets everything when it is closed. */
  public LocalHub(TwinRules rules, InstantSource clock) {
    this(rules, clock, HubContents.empty());
  }

  /**
   * Starts a hub that begins with {@code contents} and forgets everything when it is closed. It shares each
   * twin with {@code contents} until the twin is written, so it costs next to nothing.
   */
  public LocalHub(TwinRules rules, InstantSource clock, HubContents contents) {
    this(rules, new HubSources(clock), contents, Optional.empty());
  }

  /**
   * The same, with a clock, a scheduler and random numbers of the caller's, and with queries that lag behind
   * its writes.
   *
   * @param sources its alarms are closed with the hub
   */
  public LocalHub(
      TwinRules rules, HubSources sources, HubContents contents, Optional<QueryLag> lag) {
    this(rules, sources, HubStorage.inMemory(), lag, contents);
  }

  /**
   * Starts a hub with what {@code journal} holds.
   *
   * @param journal where its twins are stored; closed with the hub, and also if the hub does not start
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public LocalHub(TwinRules rules, InstantSource clock, Journal journal) {
    this(rules, new HubSources(clock), HubStorage.of(journal), Optional.empty());
  }

  /**
   * Starts a hub with what {@code storage} holds.
   *
   * @param storage closed with the hub, and also if the hub does not start
   * @throws IllegalStateException in words for the user, if the storage cannot be read
   */
  public LocalHub(TwinRules rules, HubSources sources, HubStorage storage, Optional<QueryLag> lag) {
    this(
        rules,
        sources,
        storage,
        lag,
        HubContents.load(storage.journal(), sources.clock().instant()));
  }

  private LocalHub(
      TwinRules rules,
      HubSources sources,
      HubStorage storage,
      Optional<QueryLag> lag,
      HubContents contents) {
    InstantSource clock = sources.clock();
    this.journal = storage.journal();
    this.alarms = sources.alarms();
    this.registrations = new Registrations(contents.rows().copy());
    this.faults = new LocalFaults(clock, registrations::has);
    this.throttles = new LocalThrottles(clock, registrations::count);
    this.operations = new RecentOperations(clock);
    this.gate = new LocalGate(operations, alarms, List.of(throttles, faults));
    RandomGenerator random = sources.random();
    IdentityMaker maker =
        new IdentityMaker(() -> SharedKey.generated(random), random, contents.generation());
    this.lagging = lag.map(chosen -> registrations.lag(chosen, clock));
    CandidateSource rows = lagging.<CandidateSource>map(late -> late).orElse(registrations);
    JobTable jobTable = new JobTable();
    this.queries = new LocalQueryEngine(jobTable.with(rows));
    this.log = storage.log(sources);
    this.routes = storage.routes();
    this.outbox = new Outbox(routes, log, this::nextRow, random);
    Applied applied = new Applied(rules, storage.configurationsEvery().isEmpty());
    this.writer = new Writer(
        registrations,
        clock,
        storage.journal(),
        new Announcing(this::announce, outbox, applied.consequences()));
    this.twins = new LocalTwins(registrations, writer, rules);
    this.messages = new LocalMessages(writer, random);
    this.methods = new LocalMethods(registrations, alarms);
    this.jobs = new LocalJobs(
        new JobHub(writer, rows, rules, methods, sources, gate, throttles::plan), jobTable);
    this.telemetry = new LocalTelemetry(registrations, log, routes);
    this.identities = new LocalIdentities(registrations, writer, maker, messages);
    applied.modules(identities);
    this.connections = new LocalConnections(
        registrations, writer, clock, new DeviceFeatures(twins, methods, messages, telemetry));
    this.configurations = LocalConfigurations.of(
        new LocalConfigurations.Hub(registrations, writer, queries, throttles::configurationsMax),
        applied);
    this.replacing = new Replacing(
        registrations,
        writer,
        maker,
        new Replacing.Affected(
            connections, messages, outbox, changes, clock, configurations::around));
    this.snapshots = new Snapshots(storage.shelf(
        replacing, clock, () -> new MemoryShelf(this::contents, this::replace, clock)));
    this.transfers = new LocalTransfers(
        new LocalTransfers.Contents(registrations, identities, twins), sources, writer);
    loadMessages();
    writer.start();
    storage.configurationsEvery().ifPresent(time -> configurations.every(time, alarms));
    jobs.begin();
    transfers.begin();
    look(clock);
  }

  private void loadMessages() {
    try {
      jobs.load(journal);
      journal.loadFleet(transfers::load);
      List<MessageRow> events = StoredMessages.load(journal, registrations, messages);
      messages.numbersBeyond(log.moved());
      outbox.begin(events);
      configurations.load(journal);
    } catch (RuntimeException failure) {
      alarms.close();
      log.close();
      journal.close();
      throw failure;
    }
  }

  private long nextRow() {
    return messages.nextNumber();
  }

  /** Ends messages whose time is over, now and at regular intervals. */
  private void look(InstantSource clock) {
    messages.look(clock.instant());
    var unused = alarms.after(LOOK_EVERY, () -> look(clock));
  }

  WaitLimit waitLimit() {
    return writer.waitLimit();
  }

  private void announce(TwinChange change) {
    connections.follow(change, gate);
    changes.tell(change);
  }

  /** All its outbound ports. */
  public HubPorts ports() {
    return new HubPorts(
        identities,
        twins,
        queries,
        connections,
        configurations(),
        methods(),
        messages(),
        jobs,
        log,
        transfers);
  }

  /** Its twins. */
  public TwinRegistry twins() {
    return twins;
  }

  /** Its identities. */
  public IdentityRegistry identities() {
    return identities;
  }

  /** Connects as one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  /** Its automatic configurations. */
  public Configurations configurations() {
    return configurations;
  }

  /** Direct methods of its devices. */
  public DirectMethods methods() {
    return methods;
  }

  /** Cloud-to-device messages to its devices. */
  public CloudMessages messages() {
    return messages;
  }

  /** Scheduled jobs on its devices. */
  public LocalJobs jobs() {
    return jobs;
  }

  /** Cloud-to-device messages for devices that fetch them without a connection. */
  public DeviceInbox inbox() {
    return messages;
  }

  /** Messages of devices that send them without a connection. */
  public DeviceTelemetry telemetry() {
    return telemetry;
  }

  /** Which events come to its log. */
  public MessageRouting routes() {
    return routes;
  }

  /** Waits until the log has the events of all changes that were answered. */
  void settleEvents() {
    outbox.settle();
  }

  /** What every operation passes: throttles, faults and the journal of operations. */
  public OperationGate gate() {
    return gate;
  }

  /** Its import and export jobs. */
  public LocalTransfers transfers() {
    return transfers;
  }

  /** What it counts. */
  public HubMeters meters() {
    return new HubMeters(gate.meters(), writer.meters(), registrations::count);
  }

  /** The faults that disturb it on purpose. */
  public LocalFaults faults() {
    return faults;
  }

  /** The limits of its tier, if it keeps to one. */
  public LocalThrottles throttles() {
    return throttles;
  }

  /** The latest operations. */
  public RecentOperations operations() {
    return operations;
  }

  /** Its events. */
  public EventLog events() {
    return log;
  }

  /** Answers and explains queries. */
  public LocalQueryEngine queries() {
    return queries;
  }

  /** Makes all writes so far visible to queries, whatever their lag. */
  public void releaseQueries() {
    lagging.ifPresent(LaggingRows::release);
  }

  /** Its snapshots, kept beside its journal, or in memory as long as it runs. */
  public Snapshots snapshots() {
    return snapshots;
  }

  /** Everything it holds at one moment, between two writes. */
  public HubContents contents() {
    return replacing.contents();
  }

  /**
   * Replaces everything it holds in one step between two writes: readers see either the old or the new
   * contents. Its devices are disconnected.
   *
   * @throws HubException with {@link RequestError#unavailable} if it cannot write; nothing has changed then
   */
  public void replace(HubContents contents) {
    replacing.replace(contents, before -> RowPair.write(journal, before, contents.rows()));
  }

  @Override
  public Subscription subscribe(Consumer<TwinEvent> listener) {
    return follow(change -> TwinEvent.of(change).ifPresent(listener));
  }

  /** As {@link #subscribe}, of all changes, also of those that back ends are not told of. */
  public Subscription follow(Consumer<TwinChange> listener) {
    return changes.add(listener);
  }

  @Override
  public void close() {
    transfers.close();
    jobs.close();
    methods.close();
    connections.endAll(CloseReason.HUB_STOPPING);
    alarms.close();
    configurations.close();
    writer.close();
    log.close();
    journal.close();
  }
}
