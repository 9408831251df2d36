package io.twinhub.local.frontend.twin;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinError;
import io.twinhub.domain.twin.property.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A hub with one twin, as far as device protocols ask for it. Safe for several threads, as far as workers use it. */
public final class FakeHub implements DeviceTwins, DeviceMessages {
  private final List<Connection> open = new ArrayList<>();
  private final List<String> announcedModels = new ArrayList<>();
  private JsonObject desired = JsonObject.EMPTY;
  private Version desiredVersion = Version.FIRST;
  private JsonObject reported = JsonObject.EMPTY;
  private Version reportedVersion = Version.FIRST;
  private Optional<RuntimeException> trouble = Optional.empty();
  private Runnable duringRead = () -> {};
  private final List<DeviceMessage> sent = new ArrayList<>();
  private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
  private boolean holding;
  private boolean slow;
  private int activities;

  /** Refuses everything from now on. */
  public void refuse(HubError error) {
    trouble = Optional.of(new HubException(error));
  }

  /** Fails at everything from now on, as code with a mistake does. */
  public void fail(RuntimeException mistake) {
    trouble = Optional.of(mistake);
  }

  /** May make operations wait from now on, as a hub does while a fault is in force. */
  public void slowDown() {
    slow = true;
  }

  /** Has something happen between the moment a twin is read and its answer. */
  public void duringRead(Runnable event) {
    duringRead = event;
  }

  /** Writes desired properties, as a back end does. */
  public synchronized void write(String patch) {
    JsonObject members = JsonText.parseObject(patch);
    desired = MergePatch.apply(desired, members);
    desiredVersion = desiredVersion.next();
    DesiredChange change = new DesiredChange(members, desiredVersion);
    for (Connection connection : List.copyOf(open)) {
      connection.listener.ifPresent(listener -> listener.accept(change));
    }
  }

  /** Ends all connections. */
  public synchronized void endAll(CloseReason reason) {
    List<Connection> ended = List.copyOf(open);
    open.clear();
    ended.forEach(connection -> connection.onClosed.accept(reason));
  }

  /** Who is connected. */
  public synchronized List<String> connected() {
    return open.stream().map(connection -> connection.address.toString()).toList();
  }

  /** How many connections watch the desired properties. */
  public synchronized long watchers() {
    return open.stream().filter(connection -> connection.listener.isPresent()).count();
  }

  public List<String> announcedModels() {
    return announcedModels;
  }

  public synchronized String reported() {
    return JsonWriter.text(reported);
  }

  public int activities() {
    return activities;
  }

  @Override
  public synchronized DeviceConnection connect(
      Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
    trouble.ifPresent(FakeHub::raise);
    announcedModels.add(modelId);
    List<Connection> older = open.stream()
        .filter(connection -> connection.address.equals(device.address()))
        .toList();
    open.removeAll(older);
    Connection connection = new Connection(device, onClosed);
    open.add(connection);
    older.forEach(taken -> taken.onClosed.accept(CloseReason.TAKEN_OVER));
    return connection;
  }

  /** What devices sent to the cloud, as far as it was taken. */
  public synchronized List<DeviceMessage> sent() {
    return List.copyOf(sent);
  }

  /** Leaves what is sent from now on under way, until a test completes it. */
  public synchronized void holdMessages() {
    holding = true;
  }

  /** The messages that are under way, in the order in which they came. */
  public synchronized List<CompletableFuture<Void>> underWay() {
    return List.copyOf(underWay);
  }

  @Override
  public synchronized CompletableFuture<Void> send(Principal.Device device, DeviceMessage message) {
    trouble.ifPresent(FakeHub::raise);
    message.requireSize();
    sent.add(message);
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (holding) {
      underWay.add(done);
    } else {
      done.complete(null);
    }
    return done;
  }

  /** Nobody sends messages to this hub's device. */
  @Override
  public Optional<QueuedMessage> receive(Principal.Device device, Duration lock) {
    return Optional.empty();
  }

  @Override
  public void settle(Principal.Device device, LockToken token, Settlement settlement) {}

  /** Messages that never come. */
  public static MessageFlow noMessages() {
    return new MessageFlow() {
      @Override
      public void request(int more) {}

      @Override
      public void pause() {}

      @Override
      public void close() {}
    };
  }

  private static void raise(RuntimeException trouble) {
    throw trouble;
  }

  private final class Connection implements DeviceConnection {
    private final Principal.Device device;
    private final TwinAddress address;
    private final Consumer<CloseReason> onClosed;
    private Optional<Consumer<DesiredChange>> listener = Optional.empty();

    private Connection(Principal.Device device, Consumer<CloseReason> onClosed) {
      this.device = device;
      this.address = device.address();
      this.onClosed = onClosed;
    }

    @Override
    public TwinAddress address() {
      return address;
    }

    @Override
    public boolean mayWait() {
      return slow;
    }

    @Override
    public DeviceTwin read() {
      synchronized (FakeHub.this) {
        trouble.ifPresent(FakeHub::raise);
        DeviceTwin twin = new DeviceTwin(desired, desiredVersion, reported, reportedVersion);
        duringRead.run();
        return twin;
      }
    }

    @Override
    public Version report(ReportedPatch report) {
      synchronized (FakeHub.this) {
        trouble.ifPresent(FakeHub::raise);
        report.expected().filter(version -> !version.equals(reportedVersion)).ifPresent(version -> {
          throw new HubException(TwinError.versionMismatch(version, reportedVersion));
        });
        reported = MergePatch.apply(reported, report.members());
        reportedVersion = reportedVersion.next();
        return reportedVersion;
      }
    }

    @Override
    public Subscription watchDesired(Consumer<DesiredChange> newListener) {
      trouble.ifPresent(FakeHub::raise);
      listener = Optional.of(newListener);
      return () -> listener = Optional.empty();
    }

    /** Nobody calls this hub's device. */
    @Override
    public Subscription takeCalls(Consumer<MethodRequest> taker) {
      return () -> {};
    }

    @Override
    public boolean answer(CallId call, int status, byte[] payload) {
      return false;
    }

    @Override
    public CompletableFuture<Void> send(DeviceMessage message) {
      active();
      return FakeHub.this.send(device, message);
    }

    /** Nobody sends messages to this hub's device. */
    @Override
    public MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
      return new MessageFlow() {
        @Override
        public void request(int more) {}

        @Override
        public void pause() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public void active() {
      synchronized (FakeHub.this) {
        activities++;
      }
    }

    @Override
    public void close() {
      synchronized (FakeHub.this) {
        open.remove(this);
      }
    }
  }
}
