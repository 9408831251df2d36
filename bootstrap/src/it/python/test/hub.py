"""The hub under test, as a back end and as devices see it."""
import base64
import hmac
import os
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid

from azure.iot.device import IoTHubDeviceClient, IoTHubModuleClient
from azure.iot.hub import IoTHubRegistryManager

CONNECTION_STRING = os.environ["IOTHUB_CONNECTION_STRING"]
PARTS = dict(part.split("=", 1) for part in CONNECTION_STRING.split(";"))
HOST = PARTS["HostName"]
WAIT = 20


def registry():
    return IoTHubRegistryManager(CONNECTION_STRING)


def new_id(name):
    return f"py-{name}-{uuid.uuid4().hex[:8]}"


def new_device(name):
    """Registers a device with keys that the hub makes; its id and primary key."""
    device_id = new_id(name)
    device = registry().create_device_with_sas(device_id, "", "", "enabled")
    return device_id, device.authentication.symmetric_key.primary_key


def device_string(device_id, key):
    return f"HostName={HOST};DeviceId={device_id};SharedAccessKey={key}"


def device_client(device_id, key, **options):
    return IoTHubDeviceClient.create_from_connection_string(device_string(device_id, key), **options)


def module_client(device_id, module_id, key):
    text = f"HostName={HOST};DeviceId={device_id};ModuleId={module_id};SharedAccessKey={key}"
    return IoTHubModuleClient.create_from_connection_string(text)


def sas_token(device_id, key, expires_at):
    resource = urllib.parse.quote(f"{HOST}/devices/{device_id}", safe="")
    text = f"{resource}\n{expires_at}".encode()
    digest = hmac.new(base64.b64decode(key), text, "sha256").digest()
    signature = urllib.parse.quote(base64.b64encode(digest), safe="")
    return f"SharedAccessSignature sr={resource}&sig={signature}&se={expires_at}"


def self_signed(common_name):
    """A certificate of its own: the folder that holds cert.pem and key.pem, and its SHA-1."""
    folder = tempfile.mkdtemp()
    cert, key = f"{folder}/cert.pem", f"{folder}/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={common_name}", "-keyout", key, "-out", cert],
        check=True, capture_output=True)
    printed = subprocess.run(
        ["openssl", "x509", "-in", cert, "-noout", "-fingerprint", "-sha1"],
        check=True, capture_output=True, text=True).stdout
    return cert, key, printed.strip().split("=")[1].replace(":", "")


class Received:
    """Collects what a handler is given; waits for the nth."""

    def __init__(self):
        self.items = []
        self._more = threading.Condition()

    def __call__(self, item):
        with self._more:
            self.items.append(item)
            self._more.notify_all()

    def wait_for(self, count):
        end = time.monotonic() + WAIT
        with self._more:
            while len(self.items) < count:
                left = end - time.monotonic()
                if left <= 0 or not self._more.wait(left):
                    raise AssertionError(f"{len(self.items)} of {count} arrived: {self.items}")
        return self.items
