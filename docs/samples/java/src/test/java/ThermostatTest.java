import io.twinhub.bootstrap.testing.Device;
import io.twinhub.bootstrap.testing.TestDevice;
import io.twinhub.bootstrap.testing.TestHub;
import io.twinhub.bootstrap.testing.TwinhubTest;
import org.junit.jupiter.api.Test;

@TwinhubTest(seed = "fleet.yaml", sockets = true)
class ThermostatTest {
  @Test
  void applies_its_target(TestHub hub, @Device("thermostat") TestDevice device) throws Exception {
    try (Thermostat thermostat = new Thermostat(device.connectionString())) {
      thermostat.start();
      hub.await("thermostat").reported("target", 21);
      long version = device.setDesired("target", 23);
      hub.await("thermostat").desiredApplied(version);
    }
  }
}
