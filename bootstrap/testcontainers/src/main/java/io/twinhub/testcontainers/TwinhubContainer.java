package io.twinhub.testcontainers;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with a hub that stores nothing. The Azure SDKs let nobody choose the ports 443, 8883 and 5671, so
 * the container has them on a loopback address of its own, such as 127.128.3.7, and several may run side by
 * side. This needs an engine on this machine, and Linux; elsewhere only 127.0.0.1 exists, and
 * {@link #withAddress} gives it to one container.
 *
 * <p>Clients must trust {@link #getCertificateAuthority}.
 */
public final class TwinhubContainer extends GenericContainer<TwinhubContainer> {
  /** The image of this version, as {@code docker load} names it. */
  public static final DockerImageName IMAGE = DockerImageName.parse("twinhub").withTag("1.0.0");

  /** HTTPS, MQTT and AMQP, as the SDKs have them. */
  private static final List<Integer> PORTS = List.of(443, 8883, 5671);

  /** A hub is ready after a few seconds; a machine that is busy with other containers takes longer. */
  private static final Duration READY_MAX = Duration.ofMinutes(1);

  private String address;
  private @Nullable ReadyFacts facts;

  /** A container of {@link #IMAGE}. */
  public TwinhubContainer() {
    this(IMAGE);
  }

  /** A container of another image of Twinhub. */
  public TwinhubContainer(DockerImageName image) {
    super(image);
    image.assertCompatibleWith(DockerImageName.parse("twinhub"));
    address = anyLoopback();
    withExposedPorts(PORTS.toArray(new Integer[0]));
    waitingFor(Wait.forLogMessage(ReadyFacts.LINE, 1).withStartupTimeout(READY_MAX));
    withCreateContainerCmdModifier(
        create -> Objects.requireNonNull(create.getHostConfig()).withPortBindings(bindings()));
  }

  /** Lets clients connect to this address of the machine instead of a loopback address of its own. */
  public TwinhubContainer withAddress(String chosen) {
    address = chosen;
    return this;
  }

  @Override
  protected void configure() {
    setCommand("start", "--in-memory", "--output", "json", "--host", "0.0.0.0", "--san", address);
  }

  /** The ports of the machine that lead to the container. */
  List<PortBinding> bindings() {
    return PORTS.stream()
        .map(port ->
            new PortBinding(Ports.Binding.bindIpAndPort(address, port), ExposedPort.tcp(port)))
        .toList();
  }

  /** The connection string of back ends, with the policy {@code iothubowner}. */
  public String getServiceConnectionString() {
    return facts().connectionString();
  }

  /** The connection string with which clients of Event Hubs read the hub's events. */
  public String getEventHubConnectionString() {
    return facts().eventsConnectionString();
  }

  /**
   * The connection string of a device, which is registered if it is not yet.
   *
   * @throws IllegalStateException with what the hub says, if it refuses the device
   */
  public String getDeviceConnectionString(String deviceId) {
    try {
      Container.ExecResult created =
          execInContainer("twinhub", "device-identity", "create", "--device-id=" + deviceId);
      Container.ExecResult shown = execInContainer(
          "twinhub",
          "device-identity",
          "connection-string",
          "show",
          "--device-id=" + deviceId,
          "--output=value");
      if (shown.getExitCode() != 0) {
        throw new IllegalStateException(Stream.of(created, shown)
            .map(Container.ExecResult::getStderr)
            .findFirst()
            .orElse("")
            .strip());
      }
      return shown.getStdout().strip();
    } catch (IOException e) {
      throw new IllegalStateException("the engine did not run a command in the container", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the hub was asked for a device", e);
    }
  }

  /** The certificate of the authority that signed the hub's, as PEM. */
  public byte[] getCertificateAuthority() {
    return copyFileFromContainer(facts().caFile(), InputStream::readAllBytes);
  }

  private ReadyFacts facts() {
    if (facts == null) {
      if (getContainerId() == null) {
        throw new IllegalStateException("the container is not started");
      }
      facts = ReadyFacts.in(getLogs(OutputType.STDOUT));
    }
    return facts;
  }

  /** From 127.128.0.1 on, since other programs take the first of 127.0.0.0/8. */
  private static String anyLoopback() {
    SecureRandom chance = new SecureRandom();
    return "127.%d.%d.%d"
        .formatted(128 + chance.nextInt(128), chance.nextInt(256), 1 + chance.nextInt(254));
  }
}
