package io.twinhub.bootstrap.testing;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.twin.TwinRules;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a hub of its own, which is closed after the test, however the test ends. The hub is either
 * in this process, or listens on the ports that the Azure SDKs use, on a loopback address of its own. Any
 * number of tests may run at the same time.
 *
 * <pre>{@code
 * @TwinhubTest(seed = "fleet.yaml", sockets = true)
 * class ThermostatTest {
 *   @Test
 *   void reports_its_temperature(TestHub hub, @Device("thermostat") TestDevice thermostat) throws Exception {
 *     DeviceClient client = new DeviceClient(thermostat.connectionString(), IotHubClientProtocol.MQTT);
 *     new Thermostat(client).start();
 *     hub.await("thermostat").reported("temperature", 21);
 *   }
 * }
 * }</pre>
 *
 * <p>Tests, constructors, {@code @BeforeEach} and {@code @AfterEach} take any of these parameters, all of one
 * hub: {@link TestHub}; {@link InProcessHub} or, with sockets, {@link Twinhub} and {@link HubFacts};
 * {@link HubPorts}; with {@link Device @Device} a {@link TestDevice}, a {@link DeviceConnection} or a
 * {@link ConnectedDevice}; with {@link ConnectionString @ConnectionString} a {@link String}. If
 * {@code @BeforeAll}, or the constructor of a class that has one instance for all its tests, takes a
 * parameter, all tests of the class share that hub.
 *
 * <p>The annotation on a method or a nested class replaces that of the class around it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwinhubExtension.class)
public @interface TwinhubTest {

  /**
   * The seed: what each hub holds at first, in the form of {@code twinhub start --seed}. A file, relative to
   * the current folder, or else a resource, relative to the package of the test class or, with a leading
   * slash, to the class path. By default a hub holds nothing.
   */
  String seed() default "";

  /** Whether tags and properties may contain arrays. */
  TwinRules.Arrays arrays() default TwinRules.Arrays.REFUSE;

  /** How far queries lag behind writes: {@code fixed:2s}, {@code random:SEED:0..30s} or {@code held}. */
  String queryLag() default "";

  /**
   * The time that the hub's clock shows until the test advances it, such as {@code 2030-01-01T00:00:00Z}. By
   * default the clock runs. The SDKs make tokens by the clock of the machine, so with {@link #sockets} the
   * time should be near the present.
   */
  String clockAt() default "";

  /**
   * A number with which the hub's random numbers begin: each test then gets the same keys, etags and ids in
   * each run. By default they cannot be guessed.
   */
  String randomSeed() default "";

  /**
   * Whether the hub listens on ports 443, 8883 and 5671, for clients of the Azure SDKs. This JVM then trusts
   * the certificates of all such hubs, besides those that it trusts anyway.
   */
  boolean sockets() default false;

  /**
   * The loopback address to listen on, such as {@code 127.0.0.5}, for programs that cannot be told another.
   * By default each hub gets an address that nobody uses.
   */
  String address() default "";
}
