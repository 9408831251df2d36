package io.twinhub.bootstrap.testing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.extension.TestInstantiationAwareExtension.ExtensionContextScope.TEST_METHOD;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.error.HubException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link TwinhubTest} does: a hub for each test, and parameters from it. */
final class TwinhubExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TwinhubExtension.class);

  private static final Set<Class<?>> HUBS =
      Set.of(TestHub.class, InProcessHub.class, Twinhub.class, HubFacts.class, HubPorts.class);

  private static final Set<Class<?>> DEVICES =
      Set.of(TestDevice.class, DeviceConnection.class, ConnectedDevice.class);

  /** The constructor of a test gets the hub of its test, not one of the whole class. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return TEST_METHOD;
  }

  /** A mistake in the settings or the seed fails the class at once. */
  @Override
  public void beforeAll(ExtensionContext context) {
    source(context, TestSettings.of(context));
  }

  /** A test without parameters has its hub, too: mistakes in the settings of a method show here. */
  @Override
  public void beforeEach(ExtensionContext context) {
    source(context, TestSettings.of(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return HUBS.contains(parameter.getParameter().getType())
        || parameter.isAnnotated(Device.class)
        || parameter.isAnnotated(ConnectionString.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      return resolved(parameter, hub(context));
    } catch (HubException | IllegalArgumentException | IllegalStateException problem) {
      throw new ParameterResolutionException(
          "%s: %s".formatted(TestSettings.name(context), problem.getMessage()), problem);
    }
  }

  private static Object resolved(ParameterContext parameter, TestHub hub) {
    Class<?> type = parameter.getParameter().getType();
    Optional<Device> device = parameter.findAnnotation(Device.class);
    if (device.isPresent()) {
      return device(type, hub, device.get().value());
    }
    Optional<ConnectionString> string = parameter.findAnnotation(ConnectionString.class);
    if (string.isPresent()) {
      return connectionString(type, hub, string.get().device());
    }
    if (type == TestHub.class) {
      return hub;
    }
    if (type == HubPorts.class) {
      return hub.ports();
    }
    if (type == InProcessHub.class) {
      return hub.inProcess()
          .orElseThrow(() -> new IllegalStateException(
              "with sockets = true the hub is not an InProcessHub; take a Twinhub or a TestHub"));
    }
    Twinhub sockets = sockets(hub, "a " + type.getSimpleName());
    return type == Twinhub.class ? sockets : sockets.facts();
  }

  private static Object device(Class<?> type, TestHub hub, String id) {
    if (!DEVICES.contains(type)) {
      throw new IllegalArgumentException(
          ("@Device(\"%s\") cannot be a %s; it is a TestDevice, a DeviceConnection or a"
                  + " ConnectedDevice")
              .formatted(id, type.getSimpleName()));
    }
    TestDevice device = hub.device(id);
    if (type == TestDevice.class) {
      return device;
    }
    return type == DeviceConnection.class ? device.connect() : device.connectDevice();
  }

  private static String connectionString(Class<?> type, TestHub hub, String device) {
    if (type != String.class) {
      throw new IllegalArgumentException(
          "@ConnectionString cannot be a %s; it is a String".formatted(type.getSimpleName()));
    }
    Twinhub sockets = sockets(hub, "a connection string");
    if (device.isEmpty()) {
      return sockets.facts().connectionString();
    }
    hub.await(device); // refuses a device that is not registered, with the nearest that is
    return hub.device(device).connectionString();
  }

  private static Twinhub sockets(TestHub hub, String wanted) {
    return hub.sockets()
        .orElseThrow(() -> new IllegalStateException(
            "a hub in this process gives no test %s; use @TwinhubTest(sockets = true)"
                .formatted(wanted.replaceFirst("^a ", ""))));
  }

  /** The hub of the test, or of the class if that has one. */
  private static TestHub hub(ExtensionContext context) {
    TestSettings settings = TestSettings.of(context);
    HubSource source = source(context, settings);
    return kept(
            context,
            new HubKey(settings),
            Kept.class,
            () -> new Kept(source.open(TestSettings.name(context))))
        .hub();
  }

  /** The source of hubs with these settings, which the tests of a class share. */
  private static HubSource source(ExtensionContext context, TestSettings settings) {
    ExtensionContext shared = context;
    while (shared.getTestMethod().isPresent() && shared.getParent().isPresent()) {
      shared = shared.getParent().get();
    }
    return kept(shared, settings, HubSource.class, () -> HubSource.of(settings));
  }

  /** The name of this call is that of JUnit 5, which JUnit 6 still knows. */
  @SuppressWarnings("deprecation")
  private static <T> T kept(ExtensionContext context, Object key, Class<T> type, Supplier<T> make) {
    return requireNonNull(
        context.getStore(NAMESPACE).getOrComputeIfAbsent(key, unused -> make.get(), type));
  }

  private record HubKey(TestSettings settings) {}

  /** JUnit closes what it keeps when the test, or the class, has ended. */
  private record Kept(TestHub hub) implements AutoCloseable {
    @Override
    public void close() {
      hub.close();
    }
  }
}
