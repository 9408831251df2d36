"""Digital twins by DigitalTwinClient of azure-iot-hub, with a device that names a model and answers commands."""
import unittest

from azure.iot.device import MethodResponse
from azure.iot.hub import DigitalTwinClient

import hub

# The device SDK takes a product info that begins with dtmi for the id of a model.
MODEL = "dtmi:com:example:TemperatureController;1"


class DigitalTwins(unittest.TestCase):
    def setUp(self):
        self.client = DigitalTwinClient.from_connection_string(hub.CONNECTION_STRING)
        self.device_id, key = hub.new_device("dt")
        self.device = hub.device_client(self.device_id, key, product_info=MODEL)
        self.addCleanup(self.device.shutdown)
        self.device.connect()

    def test_what_is_reported_is_read_by_component(self):
        self.device.patch_twin_reported_properties(
            {"serialNumber": "a1", "thermostat1": {"__t": "c", "target": {"value": 20, "ac": 200, "av": 1, "ad": "ok"}}})
        twin = self.client.get_digital_twin(self.device_id)
        self.assertEqual(twin["$dtId"], self.device_id)
        self.assertEqual(twin["$metadata"]["$model"], MODEL)
        self.assertEqual(twin["serialNumber"], "a1")
        self.assertEqual(twin["thermostat1"]["target"], 20)
        self.assertEqual(twin["thermostat1"]["$metadata"]["target"]["ackCode"], 200)

    def test_a_patch_reaches_the_device(self):
        received = hub.Received()
        self.device.on_twin_desired_properties_patch_received = received
        self.client.update_digital_twin(
            self.device_id, [{"op": "add", "path": "/thermostat1/target", "value": 42}])
        self.assertEqual(
            received.wait_for(1), [{"thermostat1": {"__t": "c", "target": 42}, "$version": 2}])

    def test_commands_of_the_device_and_of_a_component_are_answered(self):
        def answer(request):
            self.device.send_method_response(
                MethodResponse.create_from_method_request(request, 201, {"name": request.name}))
        self.device.on_method_request_received = answer
        root = self.client.invoke_command(self.device_id, "reboot", 1)
        self.assertEqual(root, {"name": "reboot"})
        component = self.client.invoke_component_command(self.device_id, "thermostat1", "getMax", "x")
        self.assertEqual(component, {"name": "thermostat1*getMax"})


if __name__ == "__main__":
    unittest.main()
