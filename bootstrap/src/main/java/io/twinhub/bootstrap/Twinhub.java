package io.twinhub.bootstrap;

import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.bootstrap.cli.command.HubStarter.RunningHub;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.config.RunFile;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.config.StartTimes;
import io.twinhub.bootstrap.config.Trust;
import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.bootstrap.fleet.Seed;
import io.twinhub.bootstrap.fleet.SeedFile;
import io.twinhub.bootstrap.waiting.EventWait;
import io.twinhub.bootstrap.waiting.HubWait;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.bootstrap.wiring.LocalHubComponent;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.files.FullDisk;
import io.twinhub.local.frontend.net.BindProblem;
import io.twinhub.local.frontend.net.Network;
import io.twinhub.local.frontend.net.tls.ServerTls;
import io.twinhub.local.tls.CertificateProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to a hub for programs in Java: {@link #inProcess()} for tests without sockets, {@link #start} for
 * tests of programs that use Azure's SDKs, and {@link #connect} for a hub that runs elsewhere.
 *
 * <p>An object of this class is a hub that runs in this process with its listeners and its admin port. Any
 * number of hubs may run side by side; {@link #close()} ends one and frees its ports. Closing a hub twice
 * does nothing.
 */
public final class Twinhub implements RunningHub {
  private static final Logger LOG = LoggerFactory.getLogger(Twinhub.class);

  /** What was started, the latest first; closed in this order. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final StartTimes times = new StartTimes();
  private final HubConfig config;
  private final HubClock clock;

  /** Where commands find it; empty if it belongs to a family, which tests use directly. */
  private final Optional<RunFolder.Place> place;

  private final HubState state;
  private final LocalHubComponent component;
  private final HubBeginning beginning;
  private final AdminPort admin;
  private final HubFacts facts;

  private Twinhub(HubConfig config, Optional<HubFamily> family)
      throws IOException, GeneralSecurityException {
    this.config = config;
    try {
      Optional<Seed> seed = config.seed().map(file -> SeedFile.read(file, config.rules()));
      this.clock = config.repeat().newClock();
      RandomGenerator random = config.repeat().newRandom();
      this.place = family.isPresent() ? Optional.empty() : Optional.of(keep(place(config)));
      this.state = keep(HubState.open(config, family, () -> SharedKey.generated(random)));
      times.ended("the lock of the data folder, keys, policies");
      this.component = LocalHubComponent.factory()
          .create(config, new HubSources(clock, random), state.policies(), state.trust());
      keep(component.hub());
      times.ended("twins and events");
      this.beginning = new HubBeginning(component.hub(), config, state.policies(), seed);
      beginning.begin();
      times.ended("the seed");
      keep(() -> component.hub().throttles().summary().forEach(LOG::info));
      this.admin = keep(new AdminPort(
          new AdminPort.Hub(name(), component, clock), config, state, beginning::reset));
      this.facts = listen(family.map(HubFamily::network).orElseGet(() -> keep(Network.start())));
      if (place.isPresent()) {
        announce(place.get());
      }
      times.ended("the run folder");
      admin.ready(facts);
      keep(admin::notReady);
    } catch (IOException | GeneralSecurityException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Starts a hub; returns when every listener accepts.
   *
   * <p>A test of a program that takes its connection string and its ports from the configuration uses free
   * ports, with {@link HubConfig#forTests}. The Azure SDKs for devices do not let a program choose the port.
   * For them, give each hub a loopback address of its own and keep the SDKs' ports on all of them. Linux and
   * Windows have all of 127.0.0.0/8; macOS needs {@code ifconfig lo0 alias 127.0.0.2} for each address but
   * the first:
   *
   * <pre>{@code
   * HubConfig.Builder one = HubConfig.builder(folder).host("127.0.0.1").adminPort(0);
   * HubConfig.Builder two = HubConfig.builder(folder).host("127.0.0.2").adminPort(0);
   * try (Twinhub first = Twinhub.start(one.build()); Twinhub second = Twinhub.start(two.build())) {
   *   String backEnd = first.facts().connectionString();
   *   Path authority = first.facts().trust().ca();
   * }
   * }</pre>
   *
   * @param config see {@link HubConfig#builder}: a seed, arrays, the query lag, a data folder
   * @throws StartFailure if it cannot start; then nothing is left running
   */
  public static Twinhub start(HubConfig config) {
    return start(config, Optional.empty());
  }

  /**
   * Starts a hub that shares certificates and threads with the others of {@code family}; see
   * {@link #start(HubConfig)}. The run folder of {@code config} is not used.
   *
   * @throws StartFailure if it cannot start; then nothing is left running
   */
  public static Twinhub start(HubConfig config, HubFamily family) {
    return start(config, Optional.of(family));
  }

  private static Twinhub start(HubConfig config, Optional<HubFamily> family) {
    try {
      return new Twinhub(config, family);
    } catch (BindProblem refused) {
      boolean https = refused.endpoint().port() == config.httpsPort();
      throw new StartFailure(text(refused), refused, https && refused.isPrivilege());
    } catch (CertificateProblem
        | FileProblem
        | IllegalStateException
        | IOException
        | UncheckedIOException problem) {
      throw new StartFailure(reason(problem, config), problem);
    } catch (GeneralSecurityException problem) {
      throw new StartFailure("a certificate cannot be read: " + text(problem), problem);
    }
  }

  /** The reason for the failure. If the disk is full, that is named, whichever write failed first. */
  private static String reason(Exception problem, HubConfig config) {
    String text = text(problem);
    return config
        .data()
        .filter(folder -> FullDisk.explains(problem, folder))
        .filter(folder -> !text.contains(FullDisk.PROBLEM))
        .map(folder -> FullDisk.startProblem(folder, text))
        .orElse(text);
  }

  /** A new hub in this process, without sockets and files: for tests. It holds nothing. */
  public static InProcessHub inProcess() {
    return inProcess(InProcessConfig.DEFAULT);
  }

  /**
   * A new hub in this process, without sockets and files: for tests.
   *
   * @throws FileProblem naming file, line and mistake, if the seed cannot be read
   * @throws IllegalStateException with a message for the user, if the hub refuses a part of the seed
   */
  public static InProcessHub inProcess(InProcessConfig config) {
    Optional<Seed> seed = config.seed().map(file -> SeedFile.read(file, config.rules()));
    return InProcessHub.start(
        config, hub -> seed.ifPresent(read -> Seeding.fill(hub, read, config.repeat())));
  }

  /**
   * The hub that a service connection string names: Azure, or any Twinhub. Trusts what this JVM trusts, the
   * hubs that {@code twinhub start} runs on this machine, and {@code authorities}. Nothing is sent yet.
   *
   * @param authorities PEM files with certificate authorities, as {@code --ca} of the commands takes them:
   *     the file {@code ca.pem} of a Twinhub that runs elsewhere, or {@code facts().trust().ca()}
   * @throws IllegalArgumentException naming the part that the connection string lacks, or the file that
   *     cannot be read
   */
  public static OpenHub connect(String connectionString, Path... authorities) {
    return connect(connectionString, Optional.empty(), authorities);
  }

  /**
   * Connects like {@link #connect(String, Path...)}, and also gives access to the hub's events, and thus to
   * the changes of its twins.
   *
   * @param events the connection string of the hub's Event Hubs-compatible endpoint,
   *     {@code Endpoint=sb://…;EntityPath=…}, as {@code az iot hub connection-string show --default-eventhub}
   *     prints it, or {@code twinhub connection-string show --default-eventhub}. Its reader trusts what this
   *     JVM trusts
   * @throws IllegalArgumentException also if {@code events} is not such a string
   */
  public static OpenHub connect(String connectionString, String events, Path... authorities) {
    return connect(connectionString, Optional.of(events), authorities);
  }

  private static OpenHub connect(
      String connectionString, Optional<String> events, Path... authorities) {
    try {
      List<HubFacts> running = new RunFolder(RunFolder.defaultFolder()).running();
      AzureHub.Builder hub = AzureHub.at(HubAddress.parse(connectionString))
          .trusting(Trust.of(running, List.of(authorities)));
      events.ifPresent(hub::events);
      return OpenHub.at(hub);
    } catch (IOException e) {
      throw new IllegalArgumentException(text(e), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a trust store cannot be read: " + text(e), e);
    }
  }

  /** The message for {@code problem}. */
  static String text(Exception problem) {
    String message = problem.getMessage();
    return message == null ? problem.toString() : message;
  }

  /** The admin port is open, since the certificate names the revocation list that is served there. */
  private HubFacts listen(Network network) throws IOException, GeneralSecurityException {
    Function<Transport, Optional<ServerTls>> tls =
        state.openTls(admin.revocations(), component.hub().faults());
    times.ended("certificates and the admin port");
    Future<TrustFiles> trust = state.writeTrust(place);
    HubListeners listeners = keep(new HubListeners(config, component, network));
    admin.watch(listeners);
    listeners.bind(tls);
    times.ended("TLS and the ports for clients");
    TrustFiles files = TrustFiles.written(trust);
    times.ended("the rest of the files that make clients trust it");
    return state.facts(name(), listeners.ports(admin.port()), files, times.millis());
  }

  private String name() {
    return place.map(RunFolder.Place::name).orElseGet(config::hubName);
  }

  private static RunFolder.Place place(HubConfig config) throws IOException {
    RunFolder folder = new RunFolder(config.runFolder());
    return config.name().isPresent()
        ? folder.take(config.hubName())
        : folder.takeLike(config.hubName());
  }

  /** Lets commands find the hub. */
  private void announce(RunFolder.Place own) throws IOException {
    RunFile runFile = new RunFile(own.folder());
    runFile.write(facts);
    keep(runFile::remove);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    started.push(resource);
    return resource;
  }

  /**
   * Its outbound ports, called directly and not over the network: for a back end and devices in this process.
   */
  public HubPorts ports() {
    return component.ports();
  }

  /** Its clock, which a test can advance. */
  public HubClock clock() {
    return clock;
  }

  /** Its direct methods, called directly and not over the network. */
  public DirectMethods methods() {
    return component.ports().methods();
  }

  /** Its cloud-to-device messages, sent directly and not over the network. */
  public CloudMessages messages() {
    return component.ports().messages();
  }

  /** Faults that disturb it on purpose; see {@link io.twinhub.domain.fault.Fault}. */
  public FaultInjection faults() {
    return component.hub().faults();
  }

  /** What was done with it: the latest operations. */
  public OperationJournal journal() {
    return component.hub().operations();
  }

  /**
   * Waits until a device or module has done something.
   *
   * @param device the id of a device, or {@code device/module}
   * @throws IllegalArgumentException if it is not registered
   */
  public HubWait await(String device) {
    return HubWait.on(component.hub(), config.rules(), HubWait.address(device));
  }

  /** Waits until the log of events has one that meets {@code condition}, which is that of a route. */
  public HubEvent awaitEvent(String condition) {
    return EventWait.of(component.hub(), condition).get();
  }

  @Override
  public StartTimes startTimes() {
    return times;
  }

  @Override
  public String explorerAddress() {
    return admin.explorerAddress();
  }

  @Override
  public HubFacts facts() {
    return facts;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable resource = started.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("could not close {}", resource.getClass().getSimpleName(), e);
      }
    }
  }
}
