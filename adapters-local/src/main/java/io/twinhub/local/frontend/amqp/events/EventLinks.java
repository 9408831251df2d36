package io.twinhub.local.frontend.amqp.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.amqp.message.Turns;
import io.twinhub.local.frontend.net.Deadline;
import io.twinhub.local.frontend.net.ExitDoor;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The links of one connection that concern events for back ends. Methods run on the event loop unless they
 * say otherwise.
 */
public final class EventLinks {
  /** The longest name that a client may give a reader; the rest is dropped. */
  private static final int NAME_LENGTH_MAX = 128;

  private static final String METRIC_CAPABILITY = "com.microsoft:enable-receiver-runtime-metric";
  private static final String EPOCH = "com.microsoft:epoch";
  private static final String NAME = "com.microsoft:receiver-name";

  private final EventHub hub;
  private final Surroundings around;
  private final Management management;
  private final Redirect redirect;
  private final Set<Admitted> admitted = new LinkedHashSet<>();

  /**
   * What readers need from their connection.
   *
   * @param turns runs work
   * @param rights authenticates them
   * @param clock the hub's
   * @param proven called on the event loop when a client has proven to be a back end
   * @param log receives an address and the reason why a link to it was refused
   */
  public record Surroundings(
      Turns turns,
      ReaderRights rights,
      InstantSource clock,
      Runnable proven,
      BiConsumer<String, String> log) {}

  /** Creates the links to {@code hub} for one connection, which {@code exit} ends. */
  public EventLinks(EventHub hub, Surroundings around, ExitDoor exit) {
    this.hub = hub;
    this.around = around;
    this.management = new Management(hub, around);
    this.redirect = new Redirect(hub, around.clock(), around.turns().channel());
    exit.atEnd(() -> around.turns().onLoop(this::end));
  }

  /** Attaches a link, or refuses it. */
  public void attach(LinkRequest request, EventAddress address) {
    if (address instanceof EventAddress.Management) {
      management.attach(request);
    } else if (request.clientSends()) {
      refuse(
          request,
          new AmqpCondition(
              AmqpCondition.NOT_ALLOWED,
              "a client may not send to '%s'".formatted(ClientText.shown(request.address()))));
    } else if (!around.turns().ordered().take(0, () -> judge(request, address))) {
      refuse(request, Turns.BUSY);
    }
  }

  /** Runs on the serial executor. */
  private void judge(LinkRequest request, EventAddress address) {
    try {
      if (address instanceof EventAddress.Partition partition) {
        read(request, partition);
      } else if (address instanceof EventAddress.OfHub ofHub) {
        AuthenticatedService unused = around.rights().reader(EventAddress.OfHub.PATH);
        around.turns().onLoop(() -> redirect.answer(request, ofHub));
      }
    } catch (HubException refusal) {
      around.log().accept(request.address(), refusal.error().message());
      around.turns().onLoop(() -> request.refuse(EventConditions.of(refusal)));
    } catch (ReaderRefused refusal) {
      around.log().accept(request.address(), refusal.condition().toString());
      around.turns().onLoop(() -> request.refuse(refusal.condition()));
    }
  }

  private void read(LinkRequest request, EventAddress.Partition address) throws ReaderRefused {
    AuthenticatedService service = around.rights().reader(address.path());
    requireNames(address);
    int partition = partition(address, service.principal());
    EventPosition position = StartFilter.position(request);
    Supplier<Optional<PartitionState>> metrics = request.desires(METRIC_CAPABILITY)
        ? () -> Optional.of(hub.events().state(service.principal(), partition))
        : Optional::empty;
    EventReader reader = new EventReader(request.link(), around.turns(), metrics);
    Readers.Applicant who =
        new Readers.Applicant(address.group(), partition, name(request), request.number(EPOCH));
    Readers.Reader place = hub.readers()
        .enter(who, taken -> around.turns().onLoop(() -> request.link().detach(taken)));
    try {
      MessageFlow flow =
          hub.events().read(service.principal(), partition, position, reader::arrived);
      Admitted link = new Admitted(request, address.path(), reader, place);
      around.turns().onLoop(() -> link.admit(flow, service));
    } catch (HubException refusal) {
      place.close();
      throw refusal;
    }
  }

  private void requireNames(EventAddress.Partition address) {
    if (!hub.isNamed(address.hub())) {
      throw EventConditions.notFound(
          "there is no event hub '%s'; this one is called '%s'",
          ClientText.shown(address.hub()), hub.name());
    }
    if (!hub.hasGroup(address.group())) {
      throw EventConditions.notFound(
          "there is no consumer group '%s'; there is %s",
          ClientText.shown(address.group()), String.join(", ", hub.consumerGroups()));
    }
  }

  private int partition(EventAddress.Partition address, Principal principal) {
    return EventConditions.partition(address.partition(), hub.events().partitions(principal));
  }

  private static String name(LinkRequest request) {
    String name = ClientText.shown(request.property(NAME).orElse("nil"));
    return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
  }

  private void refuse(LinkRequest request, AmqpCondition condition) {
    around.log().accept(request.address(), condition.toString());
    request.refuse(condition);
  }

  /** A disconnected client detaches no links, but its places must still be freed for other readers. */
  private void end() {
    List.copyOf(admitted).forEach(Admitted::detached);
  }

  /** An admitted reader, until its link ends or its token expires. */
  private final class Admitted implements LinkUser {
    private final LinkRequest request;
    private final List<String> path;
    private final EventReader reader;
    private final Readers.Reader place;
    private Optional<Deadline> expiry = Optional.empty();

    Admitted(LinkRequest request, List<String> path, EventReader reader, Readers.Reader place) {
      this.request = request;
      this.path = path;
      this.reader = reader;
      this.place = place;
    }

    void admit(MessageFlow flow, AuthenticatedService service) {
      admitted.add(this);
      around.proven().run();
      request.admit(this);
      if (admitted.contains(this)) {
        watch(service);
        reader.begin(flow);
      } else {
        flow.close();
      }
    }

    private void watch(AuthenticatedService service) {
      expiry = Optional.of(Deadline.at(
          service.until().plusSeconds(1),
          around.clock(),
          around.turns().channel().eventLoop(),
          this::expired));
    }

    private void expired() {
      if (!around.turns().ordered().take(0, this::renew)) {
        request.link().detach(Turns.BUSY);
      }
    }

    /** Runs on the serial executor. */
    private void renew() {
      try {
        AuthenticatedService renewed = around.rights().reader(path);
        around.turns().onLoop(() -> {
          if (admitted.contains(this)) {
            watch(renewed);
          }
        });
      } catch (HubException refusal) {
        around.log().accept(request.address(), refusal.error().message());
        around.turns().onLoop(() -> request.link().detach(EventConditions.of(refusal)));
      }
    }

    @Override
    public boolean isSettledByClient() {
      return reader.isSettledByClient();
    }

    @Override
    public void credited() {
      reader.credited();
    }

    @Override
    public void drain(Runnable done) {
      reader.drain(done);
    }

    @Override
    public void detached() {
      if (admitted.remove(this)) {
        expiry.ifPresent(Deadline::cancel);
        place.close();
        reader.detached();
      }
    }
  }
}
