package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.Alarms;
import io.twinhub.local.engine.alarm.HubTimes;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.TransientJournal;
import io.twinhub.local.engine.messages.LocalMessages;
import io.twinhub.local.engine.messages.StoredMessages;
import io.twinhub.local.engine.methods.LocalMethods;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.LocalQueryEngine;
import io.twinhub.local.engine.rows.LaggingRows;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.snapshot.FileShelf;
import io.twinhub.local.engine.snapshot.HubContents;
import io.twinhub.local.engine.snapshot.MemoryShelf;
import io.twinhub.local.engine.snapshot.Snapshots;
import io.twinhub.local.engine.writer.WaitLimit;
import io.twinhub.local.engine.writer.Writer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A hub in this process: identities, twins and connections behind the outbound ports, all of one writer.
 * Starts with what its journal holds; {@link #close()} ends its connections and closes the journal.
 */
public final class LocalHub implements TwinChanges, AutoCloseable {
  /** How late a message may come again, or end, after its time; how often queues are looked at. */
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
  private final LocalMethods methods;
  private final LocalMessages messages;
  private final LocalConnections connections;
  private final Replacing replacing;
  private final Snapshots snapshots;

  /** Starts an empty hub that forgets everything when it is closed. */
  public LocalHub(TwinRules rules, InstantSource clock) {
    this(rules, clock, HubContents.empty());
  }

  /**
   * Starts a hub that begins with {@code contents} and forgets everything when it is closed. It shares
   * their twins until one of its own is written, so it costs next to nothing.
   */
  public LocalHub(TwinRules rules, InstantSource clock, HubContents contents) {
    this(rules, clock, contents, Optional.empty());
  }

  /**
   * The same, with queries that lag behind its writes.
   *
   * @param lag how far; empty: not at all
   */
  public LocalHub(
      TwinRules rules, InstantSource clock, HubContents contents, Optional<QueryLag> lag) {
    this(rules, new HubTimes(clock), new TransientJournal(), lag, contents);
  }

  /**
   * Starts a hub with what {@code journal} holds.
   *
   * @param rules what it lets into its twins
   * @param clock what time it is
   * @param journal where its twins live; closed with the hub, and also if the hub does not start
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public LocalHub(TwinRules rules, InstantSource clock, Journal journal) {
    this(rules, clock, journal, Optional.empty());
  }

  /**
   * Starts a hub whose queries lag behind its writes.
   *
   * @param lag how far; empty: not at all
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public LocalHub(TwinRules rules, InstantSource clock, Journal journal, Optional<QueryLag> lag) {
    this(rules, new HubTimes(clock), journal, lag);
  }

  /**
   * Starts a hub that lives by times of its own.
   *
   * @param times what time it is, and what does work later; the alarms are closed with the hub
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public LocalHub(TwinRules rules, HubTimes times, Journal journal, Optional<QueryLag> lag) {
    this(rules, times, journal, lag, HubContents.load(journal, times.clock().instant()));
  }

  private LocalHub(
      TwinRules rules,
      HubTimes times,
      Journal journal,
      Optional<QueryLag> lag,
      HubContents contents) {
    InstantSource clock = times.clock();
    this.journal = journal;
    this.alarms = times.alarms();
    this.registrations = new Registrations(contents.rows().copy());
    SecureRandom random = new SecureRandom();
    IdentityMaker maker = new IdentityMaker(keys(random), random, contents.generation());
    this.lagging = lag.map(chosen -> registrations.lag(chosen, clock));
    this.queries =
        new LocalQueryEngine(lagging.<CandidateSource>map(rows -> rows).orElse(registrations));
    this.writer = new Writer(registrations, clock, journal, this::announce);
    this.twins = new LocalTwins(registrations, writer, rules);
    this.messages = new LocalMessages(writer);
    this.methods = new LocalMethods(registrations, alarms);
    this.identities = new LocalIdentities(registrations, writer, maker, messages);
    this.connections = new LocalConnections(
        registrations, writer, clock, new DeviceFeatures(twins, methods, messages));
    this.replacing = new Replacing(
        registrations,
        writer,
        maker,
        new Replacing.Affected(connections, messages, changes, clock));
    this.snapshots = new Snapshots(journal
        .snapshots()
        .<Snapshots.Shelf>map(folder -> new FileShelf(replacing, folder, clock))
        .orElseGet(() -> new MemoryShelf(this::contents, this::replace, clock)));
    loadMessages();
    writer.start();
    look(clock);
  }

  private void loadMessages() {
    try {
      StoredMessages.load(journal, registrations, messages);
    } catch (RuntimeException failure) {
      alarms.close();
      journal.close();
      throw failure;
    }
  }

  /** Has messages end whose time is over, now and again and again. */
  private void look(InstantSource clock) {
    messages.look(clock.instant());
    var unused = alarms.after(LOOK_EVERY, () -> look(clock));
  }

  /** Generated keys, as strong as Azure's. */
  public static Supplier<SharedKey> keys(SecureRandom random) {
    return () -> {
      byte[] bytes = new byte[SharedKey.BYTES_GENERATED];
      random.nextBytes(bytes);
      return SharedKey.of(bytes);
    };
  }

  /** How long its clients wait for the answer to a write at most. */
  WaitLimit waitLimit() {
    return writer.waitLimit();
  }

  private void announce(TwinChange change) {
    connections.follow(change);
    changes.tell(change);
  }

  /** Its outbound ports, together. */
  public HubPorts ports() {
    return new HubPorts(identities, twins, queries, connections, methods(), messages());
  }

  /** Its twins. */
  public TwinRegistry twins() {
    return twins;
  }

  /** Its identities. */
  public IdentityRegistry identities() {
    return identities;
  }

  /** Ways to be one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  /** Calls that its devices answer. */
  public DirectMethods methods() {
    return methods;
  }

  /** Messages to its devices. */
  public CloudMessages messages() {
    return messages;
  }

  /** Messages of devices that ask for them without a connection. */
  public DeviceInbox inbox() {
    return messages;
  }

  /** Its answers to queries, and what there is to tell of them. */
  public LocalQueryEngine queries() {
    return queries;
  }

  /** Lets queries see all that was written so far, whatever their lag. */
  public void releaseQueries() {
    lagging.ifPresent(LaggingRows::release);
  }

  /** Its snapshots: kept by its journal, or in memory as long as it lives. */
  public Snapshots snapshots() {
    return snapshots;
  }

  /** All that it holds at one moment, between two writes. */
  public HubContents contents() {
    return replacing.contents();
  }

  /**
   * Replaces all that it holds, in one step between two writes: everybody sees what was there before or
   * what is there after. Its devices are disconnected.
   *
   * @throws HubException with {@link RequestError#unavailable} if it cannot write; nothing was changed then
   */
  public void replace(HubContents contents) {
    replacing.replace(contents, before -> RowPair.write(journal, before, contents.rows()));
  }

  @Override
  public Subscription subscribe(Consumer<TwinChange> listener) {
    return changes.add(listener);
  }

  @Override
  public void close() {
    methods.close();
    connections.endAll(CloseReason.HUB_STOPPING);
    alarms.close();
    writer.close();
    journal.close();
  }
}
