package io.twinhub.local.frontend.amqp;

import static org.awaitility.Awaitility.await;

import io.twinhub.application.message.ServiceEventService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.hub.LocalHub;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The real hub behind a front end whose channel belongs to the test's thread: what the hub tells on threads of
 * its own is told when the test looks.
 */
final class TestableHub implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final LocalHub hub = new LocalHub(TwinRules.DEFAULT, Clock.systemUTC());
  private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();

  LocalHub hub() {
    return hub;
  }

  /** Waits until {@code look} finds something; {@code peer}'s bytes move meanwhile. */
  <T> T eventually(Peer peer, Supplier<Optional<T>> look) {
    return await()
        .atMost(WAIT_MAX)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(5))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              tell();
              peer.settle();
              return look.get();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** Registers a device, or a module with its device. */
  void register(TwinAddress address) {
    if (address.moduleId().isPresent()) {
      register(TwinAddress.of(address.deviceId()));
    }
    if (hub.identities().find(address).isEmpty()) {
      var unused = hub.identities().create(IdentityRequest.withKeys(address));
    }
  }

  /** The next message for a device, as it stands in its queue. */
  Optional<QueuedMessage> inbox(TwinAddress address) {
    return hub.inbox().receive(address, MessageLimits.LOCK_DEFAULT);
  }

  private void tell() {
    for (Runnable next = told.poll(); next != null; next = told.poll()) {
      next.run();
    }
  }

  private <T> Consumer<T> later(Consumer<T> taker) {
    return item -> told.add(() -> taker.accept(item));
  }

  private MessageFlow later(MessageFlow flow) {
    return new MessageFlow() {
      @Override
      public void request(int more) {
        flow.request(more);
      }

      @Override
      public void pause() {
        flow.pause();
      }

      @Override
      public void afterwards(Runnable work) {
        flow.afterwards(() -> told.add(work));
      }

      @Override
      public void close() {
        flow.close();
      }
    };
  }

  DeviceTwins devices() {
    return (device, modelId, onClosed) ->
        new Connection(hub.connections().open(device, modelId, this.<CloseReason>later(onClosed)));
  }

  ServiceMessages messages() {
    return new Messages(new ServiceMessageService(hub.messages()));
  }

  ServiceEvents events() {
    return new Events(new ServiceEventService(hub.events()));
  }

  @Override
  public void close() {
    hub.close();
  }

  private final class Events implements ServiceEvents {
    private final ServiceEvents real;

    Events(ServiceEvents real) {
      this.real = real;
    }

    @Override
    public int partitions(Principal principal) {
      return real.partitions(principal);
    }

    @Override
    public PartitionState state(Principal principal, int partition) {
      return real.state(principal, partition);
    }

    @Override
    public PartitionState settledState(Principal principal, int partition) {
      return real.settledState(principal, partition);
    }

    @Override
    public MessageFlow read(
        Principal principal, int partition, EventPosition position, Consumer<HubEvent> taker) {
      return later(real.read(principal, partition, position, later(taker)));
    }
  }

  private final class Messages implements ServiceMessages {
    private final ServiceMessages real;

    Messages(ServiceMessages real) {
      this.real = real;
    }

    @Override
    public void send(Principal principal, CloudMessage message) {
      real.send(principal, message);
    }

    @Override
    public int purge(Principal principal, TwinAddress address) {
      return real.purge(principal, address);
    }

    @Override
    public MessageFlow takeFeedback(Principal principal, Consumer<FeedbackBatch> taker) {
      return later(real.takeFeedback(principal, later(taker)));
    }

    @Override
    public Optional<FeedbackBatch> receiveFeedback(Principal principal) {
      return real.receiveFeedback(principal);
    }

    @Override
    public void settleFeedback(Principal principal, LockToken token, Settlement settlement) {
      real.settleFeedback(principal, token, settlement);
    }
  }

  private final class Connection implements DeviceConnection {
    private final DeviceConnection real;

    Connection(DeviceConnection real) {
      this.real = real;
    }

    @Override
    public TwinAddress address() {
      return real.address();
    }

    @Override
    public DeviceTwin read() {
      return real.read();
    }

    @Override
    public Version report(ReportedPatch report) {
      return real.report(report);
    }

    @Override
    public Subscription watchDesired(Consumer<DesiredChange> listener) {
      return real.watchDesired(later(listener));
    }

    @Override
    public Subscription takeCalls(Consumer<MethodRequest> taker) {
      return real.takeCalls(later(taker));
    }

    @Override
    public boolean answer(CallId call, int status, byte[] payload) {
      return real.answer(call, status, payload);
    }

    @Override
    public MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
      return later(real.takeMessages(later(taker)));
    }

    @Override
    public void settle(LockToken token, Settlement settlement) {
      real.settle(token, settlement);
    }

    @Override
    public CompletableFuture<Void> send(DeviceMessage message) {
      CompletableFuture<Void> sent = new CompletableFuture<>();
      var unused = real.send(message)
          .whenComplete((done, failure) -> told.add(() -> {
            if (failure == null) {
              sent.complete(null);
            } else {
              sent.completeExceptionally(failure);
            }
          }));
      return sent;
    }

    @Override
    public void active() {
      real.active();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
