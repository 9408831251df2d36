package io.twinhub.bootstrap.testing;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.waiting.HubWait;
import io.twinhub.bootstrap.waiting.PlainValues;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import org.jspecify.annotations.Nullable;

/** A registered device or module of the hub of a test. */
public final class TestDevice {
  private final TestHub hub;
  private final TwinAddress address;

  TestDevice(TestHub hub, TwinAddress address) {
    this.hub = hub;
    this.address = address;
  }

  /** The id of the device, or of the device that the module belongs to. */
  public String id() {
    return address.deviceId().value();
  }

  /** Which device or module. */
  public TwinAddress address() {
    return address;
  }

  /**
   * Its twin, as it is now.
   *
   * @throws HubException if it was deleted
   */
  public Twin twin() {
    return hub.ports()
        .twins()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()));
  }

  /**
   * Sets one of its desired properties, as a back end does.
   *
   * @param path names joined by dots
   * @param value a string, a number, a boolean, a map, a list, or a {@link JsonValue}; {@code null} removes
   * @return the {@code $version} that it gave the desired properties; see {@link HubWait#desiredApplied}
   * @throws HubException if the hub refuses it
   */
  public long setDesired(String path, @Nullable Object value) {
    TwinPatch patch =
        TwinPatch.ofDesired(PlainValues.at(JsonPath.parse(path), PlainValues.of(value)));
    return hub.ports()
        .twins()
        .patch(address, patch, IfMatch.any())
        .desired()
        .version()
        .value();
  }

  /** Waits until it has done something. */
  public HubWait await() {
    return hub.await(address.toString());
  }

  /**
   * Its connection string, as the Azure SDKs take it.
   *
   * @throws IllegalStateException if the hub has no sockets
   */
  public String connectionString() {
    HubFacts facts = hub.sockets()
        .map(Twinhub::facts)
        .orElseThrow(() -> new IllegalStateException(
            "a hub in this process has no connection strings; use @TwinhubTest(sockets = true)"));
    String host = io.twinhub.bootstrap.config.ConnectionString.parse(facts.connectionString())
        .deviceHostName();
    Identity identity = hub.ports()
        .identities()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()))
        .identity();
    return identity.authentication() instanceof Authentication.Sas keys
        ? io.twinhub.bootstrap.config.ConnectionString.ofDevice(host, address, keys.primaryKey())
        : io.twinhub.bootstrap.config.ConnectionString.ofCertificate(host, address);
  }

  /** Connects it in this program; an older connection ends. The connection is closed after the test. */
  public DeviceConnection connect() {
    return hub.connect(address);
  }

  /** Connects it with answers to methods and messages; otherwise as {@link #connect}. */
  public ConnectedDevice connectDevice() {
    return hub.device(address);
  }

  /** Its id, or {@code device/module}. */
  @Override
  public String toString() {
    return address.toString();
  }
}
