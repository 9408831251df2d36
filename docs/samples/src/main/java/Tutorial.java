import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.wiring.OpenHub;

/** The tutorial, written once: without an argument on a hub in this process, else where it leads. */
public class Tutorial {
  public static void main(String[] args) throws Exception {
    try (OpenHub hub = args.length == 0 ? Twinhub.inProcess() : Twinhub.connect(args[0])) {
      BackEnd backEnd = new BackEnd(hub.ports());
      backEnd.register("myDeviceId");
      backEnd.place("myDeviceId", "Redmond43");
      System.out.println("Devices in Redmond43: " + backEnd.devicesIn("Redmond43"));
      System.out.println("... on cellular: " + backEnd.cellularDevicesIn("Redmond43"));
      try (Device device = new Device(hub.ports().connections(), "myDeviceId")) {
        device.reportConnectivity("cellular");
        System.out.println("... on cellular: " + backEnd.cellularDevicesIn("Redmond43"));
        backEnd.want("myDeviceId", 70);
        device.awaitTemperature(70);
      }
    }
  }
}
