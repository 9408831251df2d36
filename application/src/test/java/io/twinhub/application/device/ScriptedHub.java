package io.twinhub.application.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A hub with one device, whose twin and connection the test moves by hand. */
final class ScriptedHub implements DeviceConnections {
  private static final Version REPORTED = new Version(3);

  private final List<Consumer<DesiredChange>> watchers = new ArrayList<>();
  private Consumer<CloseReason> onClosed = reason -> {};
  private DesiredChange desired = new DesiredChange(JsonObject.EMPTY, Version.FIRST);

  Runnable whileOpening = () -> {};
  boolean unreachable;
  boolean unreadable;
  int opened;
  int reads;
  int closed;
  final List<JsonObject> reports = new ArrayList<>();

  /** What the next read finds. */
  void twinHas(JsonObject values, long version) {
    desired = new DesiredChange(values, new Version(version));
  }

  /** Tells the device; the twin a read finds does not change. */
  void tells(JsonObject patch, long version) {
    List.copyOf(watchers)
        .forEach(watcher -> watcher.accept(new DesiredChange(patch, new Version(version))));
  }

  void ends(CloseReason reason) {
    watchers.clear();
    onClosed.accept(reason);
  }

  @Override
  public DeviceConnection open(
      TwinAddress address, String modelId, Consumer<CloseReason> whenClosed) {
    opened++;
    if (unreachable) {
      throw new HubException(RequestError.unavailable("no network"));
    }
    whileOpening.run();
    onClosed = whenClosed;
    return new Connection(address);
  }

  /** The device's connection. */
  private final class Connection implements DeviceConnection {
    private final TwinAddress address;

    Connection(TwinAddress address) {
      this.address = address;
    }

    @Override
    public TwinAddress address() {
      return address;
    }

    @Override
    public DeviceTwin read() {
      reads++;
      if (unreadable) {
        throw new HubException(RequestError.busy("later"));
      }
      return new DeviceTwin(desired.patch(), desired.version(), JsonObject.EMPTY, REPORTED);
    }

    @Override
    public Version report(ReportedPatch report) {
      reports.add(report.members());
      return REPORTED.next();
    }

    @Override
    public Subscription watchDesired(Consumer<DesiredChange> listener) {
      watchers.add(listener);
      return () -> watchers.remove(listener);
    }

    @Override
    public void active() {}

    @Override
    public void close() {
      closed++;
    }
  }
}
