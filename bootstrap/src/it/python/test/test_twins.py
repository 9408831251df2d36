"""Twins by the Python SDKs: what back ends write, devices hear, and the other way round."""
import unittest

from azure.iot.device import X509, IoTHubDeviceClient
from azure.iot.hub.models import Twin, TwinProperties

import hub


class Twins(unittest.TestCase):
    def setUp(self):
        self.registry = hub.registry()

    def connected(self, name, **options):
        device_id, key = hub.new_device(name)
        client = hub.device_client(device_id, key, **options)
        self.addCleanup(client.shutdown)
        client.connect()
        return device_id, client

    def test_a_new_twin_begins_at_one(self):
        device_id, client = self.connected("new")
        twin = self.registry.get_twin(device_id)
        self.assertEqual(twin.etag, "AAAAAAAAAAE=")
        self.assertEqual(twin.version, 2)
        self.assertEqual(twin.connection_state, "Connected")
        self.assertEqual(client.get_twin(), {"desired": {"$version": 1}, "reported": {"$version": 1}})

    def test_a_desired_patch_reaches_the_device(self):
        device_id, client = self.connected("desired")
        received = hub.Received()
        client.on_twin_desired_properties_patch_received = received
        patch = Twin(tags={"a": 1}, properties=TwinProperties(desired={"power_level": 1, "gone": None}))
        twin = self.registry.update_twin(device_id, patch, self.registry.get_twin(device_id).etag)
        self.assertEqual(received.wait_for(1), [{"power_level": 1, "$version": 2}])
        self.assertEqual(twin.tags, {"a": 1})
        self.assertEqual(twin.properties.desired["$version"], 2)

    def test_a_report_reaches_the_back_end(self):
        device_id, client = self.connected("report")
        client.patch_twin_reported_properties({"connectivity": {"type": "cellular"}, "x": 1})
        client.patch_twin_reported_properties({"x": None})
        reported = self.registry.get_twin(device_id).properties.reported
        self.assertEqual(reported["connectivity"], {"type": "cellular"})
        self.assertNotIn("x", reported)
        self.assertEqual(reported["$version"], 3)

    def test_the_same_over_websockets(self):
        device_id, client = self.connected("ws", websockets=True)
        received = hub.Received()
        client.on_twin_desired_properties_patch_received = received
        client.patch_twin_reported_properties({"over": "websocket"})
        self.registry.update_twin(device_id, Twin(properties=TwinProperties(desired={"a": 1})), "*")
        self.assertEqual(received.wait_for(1), [{"a": 1, "$version": 2}])
        self.assertEqual(client.get_twin()["reported"]["over"], "websocket")

    def test_replacing_nulls_what_is_left_out(self):
        device_id, client = self.connected("replace")
        self.registry.update_twin(
            device_id, Twin(properties=TwinProperties(desired={"a": 1, "b": 2})), "*")
        received = hub.Received()
        client.on_twin_desired_properties_patch_received = received
        self.registry.replace_twin(
            device_id, Twin(tags={}, properties=TwinProperties(desired={"a": 1, "c": 3})), "*")
        self.assertEqual(received.wait_for(1), [{"b": None, "a": 1, "c": 3, "$version": 3}])

    def test_a_module_has_a_twin_of_its_own(self):
        device_id, _ = hub.new_device("module")
        module = self.registry.create_module_with_sas(device_id, "scanner", "", "", "")
        client = hub.module_client(device_id, "scanner", module.authentication.symmetric_key.primary_key)
        self.addCleanup(client.shutdown)
        received = hub.Received()
        client.on_twin_desired_properties_patch_received = received
        client.patch_twin_reported_properties({"status": "scanning"})
        self.registry.update_module_twin(
            device_id, "scanner", Twin(properties=TwinProperties(desired={"rate": 5})), "*")
        self.assertEqual(received.wait_for(1), [{"rate": 5, "$version": 2}])
        twin = self.registry.get_module_twin(device_id, "scanner")
        self.assertEqual(twin.module_id, "scanner")
        self.assertEqual(twin.properties.reported["status"], "scanning")
        self.assertNotIn("status", self.registry.get_twin(device_id).properties.reported)

    def test_a_device_proves_itself_by_certificate(self):
        device_id = hub.new_id("x509")
        cert, key, thumbprint = hub.self_signed(device_id)
        self.registry.create_device_with_x509(device_id, thumbprint, thumbprint, "enabled")
        client = IoTHubDeviceClient.create_from_x509_certificate(
            X509(cert_file=cert, key_file=key), hub.HOST, device_id)
        self.addCleanup(client.shutdown)
        client.patch_twin_reported_properties({"by": "certificate"})
        twin = self.registry.get_twin(device_id)
        self.assertEqual(twin.properties.reported["by"], "certificate")
        self.assertEqual(twin.authentication_type, "selfSigned")


if __name__ == "__main__":
    unittest.main()
