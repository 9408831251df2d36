"""Refusals as the Python SDKs show them."""
import os
import time
import unittest

from azure.core.credentials import AccessToken
from azure.iot.device import IoTHubDeviceClient
from azure.iot.device import exceptions
from azure.iot.hub import IoTHubRegistryManager
from azure.iot.hub.models import QuerySpecification, Twin
from msrest.exceptions import HttpOperationError

import hub

WRONG_KEY = "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="


class Refusals(unittest.TestCase):
    def setUp(self):
        self.registry = hub.registry()

    def assert_status(self, status, call):
        with self.assertRaises(HttpOperationError) as caught:
            call()
        self.assertEqual(caught.exception.response.status_code, status)

    def assert_not_let_in(self, client):
        self.addCleanup(client.shutdown)
        with self.assertRaises((exceptions.CredentialError, exceptions.ConnectionFailedError)):
            client.connect()

    def test_a_stale_etag(self):
        device_id, _ = hub.new_device("stale")
        self.registry.update_twin(device_id, Twin(tags={"a": 1}), "*")
        self.assert_status(
            412, lambda: self.registry.update_twin(device_id, Twin(tags={"a": 2}), "AAAAAAAAAAE="))
        self.assertEqual(self.registry.get_twin(device_id).tags, {"a": 1})

    def test_who_brings_a_bearer_token_may_what_its_role_allows(self):
        scopes = []

        class Credential:
            def get_token(self, *asked, **_):
                scopes.extend(asked)
                return AccessToken(os.environ["TWINHUB_READER_TOKEN"], int(time.time()) + 3000)

        reader = IoTHubRegistryManager.from_token_credential(hub.HOST, Credential())
        device_id, _ = hub.new_device("bearer")
        self.assertEqual(reader.get_twin(device_id).device_id, device_id)
        self.assertEqual(set(scopes), {"https://iothubs.azure.net/.default"})
        self.assert_status(401, lambda: reader.update_twin(device_id, Twin(tags={"a": 1}), "*"))

    def test_a_missing_device(self):
        self.assert_status(404, lambda: self.registry.get_twin("no-such-device"))

    def test_an_array(self):
        device_id, _ = hub.new_device("array")
        self.assert_status(
            400, lambda: self.registry.update_twin(device_id, Twin(tags={"a": [1]}), "*"))

    def test_a_query_that_is_none(self):
        self.assert_status(
            400,
            lambda: self.registry.query_iot_hub(
                QuerySpecification(query="SELECT * FROM twins"), None, 10))

    def test_a_wrong_service_key(self):
        from azure.iot.hub import IoTHubRegistryManager
        wrong = f"HostName={hub.HOST};SharedAccessKeyName=iothubowner;SharedAccessKey={WRONG_KEY}"
        self.assert_status(401, lambda: IoTHubRegistryManager(wrong).get_twin("any"))

    def test_a_wrong_device_key(self):
        device_id, _ = hub.new_device("wrong")
        self.assert_not_let_in(hub.device_client(device_id, WRONG_KEY, connection_retry=False))

    def test_a_device_that_is_not_registered(self):
        self.assert_not_let_in(hub.device_client("no-such-device", WRONG_KEY, connection_retry=False))

    def test_an_expired_token(self):
        # The SDK refuses to start with a token that is expired; one that ends at once gets as far as
        # the hub, whose own leeway lets it in. So the signature is over another expiry than is sent.
        device_id, key = hub.new_device("expired")
        token = hub.sas_token(device_id, key, int(time.time()) - 3600)
        later = token.rsplit("se=", 1)[0] + f"se={int(time.time()) + 3600}"
        client = IoTHubDeviceClient.create_from_sastoken(later, connection_retry=False)
        self.assert_not_let_in(client)

    def test_a_disabled_device(self):
        device_id, key = hub.new_device("disabled")
        device = self.registry.get_device(device_id)
        keys = device.authentication.symmetric_key
        self.registry.update_device_with_sas(
            device_id, device.etag, keys.primary_key, keys.secondary_key, "disabled")
        self.assert_not_let_in(hub.device_client(device_id, key, connection_retry=False))


if __name__ == "__main__":
    unittest.main()
