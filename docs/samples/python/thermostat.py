"""A device as a team writes it, with the unmodified SDK: it does what its desired properties say, and reports it."""
from azure.iot.device import IoTHubDeviceClient


class Thermostat:
    def __init__(self, connection_string):
        self.client = IoTHubDeviceClient.create_from_connection_string(connection_string)

    def start(self):
        self.client.on_twin_desired_properties_patch_received = self._apply
        self.client.connect()
        self._apply(self.client.get_twin()["desired"])

    def _apply(self, desired):
        if "target" in desired:
            self.client.patch_twin_reported_properties({"climate": {"target": desired["target"]}})

    def stop(self):
        self.client.shutdown()
