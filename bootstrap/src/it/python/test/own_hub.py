"""A hub of a test's own, from the built distribution, that can be stopped and started again."""
import base64
import hmac
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.parse

import requests

PROGRAM = os.environ["TWINHUB_PROGRAM"]


class OwnHub:
    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.environment = {**os.environ, "TWINHUB_RUN": f"{self.folder}/run", "JAVA_TOOL_OPTIONS": ""}
        self.events_port = 0

    def start(self):
        ports = ["--https-port=0", "--mqtt-port=0", "--amqp-port=0", "--admin-port=0"]
        self.process = subprocess.Popen(
            [PROGRAM, "start", "--data", f"{self.folder}/data", *ports,
             f"--events-port={self.events_port}", "-o", "json"],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.facts = json.loads(self.process.stdout.readline())
        self.events_port = self.facts["eventsPort"]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def run(self, *arguments):
        return subprocess.run(
            [PROGRAM, *arguments], env=self.environment, check=True, capture_output=True,
            text=True).stdout.strip()

    def events(self):
        return self.run("connection-string", "show", "--default-eventhub", "-o", "value")

    def device(self, device_id):
        """Registers a device; its connection string."""
        self.run("device-identity", "create", "-d", device_id)
        return self.run("device-identity", "connection-string", "show", "-d", device_id, "-o", "value")

    def send(self, device, body):
        """Sends a message to the cloud, as a device over HTTPS."""
        host, device_id, key = re.match(
            r"HostName=([^;:]+)[^;]*;DeviceId=([^;]+);SharedAccessKey=(.+)", device).groups()
        resource = urllib.parse.quote(f"{host}/devices/{device_id}", safe="")
        expiry = int(time.time()) + 600
        digest = hmac.new(base64.b64decode(key), f"{resource}\n{expiry}".encode(), "sha256").digest()
        signature = urllib.parse.quote(base64.b64encode(digest), safe="")
        answer = requests.post(
            f"https://127.0.0.1:{self.facts['httpsPort']}/devices/{device_id}/messages/events",
            params={"api-version": "2021-04-12"}, data=json.dumps(body), timeout=30,
            headers={"Authorization": f"SharedAccessSignature sr={resource}&sig={signature}&se={expiry}"},
            verify=self.facts["caFile"])
        assert answer.status_code == 204, answer.status_code
