"""A plug-in for pytest: the fixture `hub` is a local Azure IoT Hub, empty or with its seed again in each test.

The Python package twinhub brings it. Without the package, copy this file beside your tests and write
pytest_plugins = ["twinhub_pytest"] in conftest.py. It needs only Python and the program twinhub: the one that
TWINHUB_PROGRAM names, the one of the Python package, or the one on the PATH. The hub starts once for the session
(with pytest-xdist: once for each worker), on a loopback address of its own, where it has the ports that the
Azure SDKs insist on. Python's clients trust it, besides whom they trust anyway.
"""
import base64
import contextlib
import difflib
import hmac
import http.client
import json
import os
import random
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

PORTS = (443, 8883, 5671)  # HTTPS, MQTT, AMQP: the SDKs do not let a program choose them
START_SECONDS_MAX = 60
ADDRESSES_TRIED_MAX = 100
WAIT_SECONDS = 10
OPERATIONS_SHOWN = 10
API = "api-version=2021-04-12"


class Hub:
    """A running hub. `connection_string` is that of back ends."""

    def __init__(self, seed=None):
        program = os.environ.get("TWINHUB_PROGRAM") \
            or shutil.which("twinhub", path=os.path.dirname(sys.executable)) or shutil.which("twinhub")
        if not program:
            raise RuntimeError("twinhub is not on the PATH; add its folder bin, or set TWINHUB_PROGRAM")
        self._folder = tempfile.mkdtemp(prefix="twinhub-")
        command = [program, "start", "--in-memory", "--output", "json",
                   "--host", _free_address(), "--admin-port", "0"]
        if seed:
            command += ["--seed", str(seed)]
        self._log = open(os.path.join(self._folder, "hub.log"), "w+")
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._log, text=True,
            env={**os.environ, "TWINHUB_RUN": os.path.join(self._folder, "run")})
        self.facts = self._ready()
        self.host = self.facts["host"]
        self.connection_string = self.facts["connectionString"]
        self.events_connection_string = "Endpoint=sb://{eventsHost}:{eventsPort};{policy};EntityPath={eventHub};" \
            "UseDevelopmentEmulator=true".format(policy=self.connection_string.split(";", 1)[1], **self.facts)
        self._tls = ssl.create_default_context(cafile=self.facts["caFile"])

    def _ready(self):
        """The facts that the hub prints when it is ready; what it printed instead, if it does not start."""
        for line in self._process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        self._process.wait(START_SECONDS_MAX)
        self._log.seek(0)
        raise RuntimeError("twinhub did not start: " + self._log.read().strip())

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(START_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process.stdout.close()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def environment(self):
        """The variables with which Python's clients trust the hub, besides whom they trust anyway."""
        return {"SSL_CERT_FILE": self.facts["caBundle"], "REQUESTS_CA_BUNDLE": self.facts["caBundle"]}

    def reset(self):
        """Nothing, or the seed alone; devices are disconnected."""
        self._admin("POST", "/reset")

    def device(self, device_id):
        """The connection string of a device, which is registered if it is not yet."""
        path = "/devices/" + urllib.parse.quote(device_id, safe="")
        try:
            device = self._rest("GET", path)
        except LookupError:
            device = self._rest("PUT", path, {"deviceId": device_id, "status": "enabled"})
        key = device["authentication"]["symmetricKey"]["primaryKey"]
        return f"HostName={self.host};DeviceId={device_id};SharedAccessKey={key}"

    def twin(self, device_id):
        """The twin of a device, as the REST API shows it."""
        return self._rest("GET", "/twins/" + urllib.parse.quote(device_id, safe=""))

    def journal(self, device_id):
        """What was done with a device, oldest first."""
        return self._admin("GET", "/journal?device=" + urllib.parse.quote(device_id, safe=""))["entries"]

    def await_reported(self, device_id, path, value, timeout=WAIT_SECONDS):
        """Waits until the device reports the value at a path such as "climate.temperature"; None waits until
        nothing is reported there. What was reported before counts. Returns the twin."""
        def met(twin):
            return _find(twin["properties"]["reported"], path) == value
        return self._await(device_id, met, f"to report {path} = {json.dumps(value)}", timeout, path)

    def await_connected(self, device_id, timeout=WAIT_SECONDS):
        """Waits until the device is connected. Returns the twin."""
        return self._await(device_id, lambda twin: twin["connectionState"] == "Connected", "to connect", timeout)

    def _await(self, device_id, met, wanted, timeout, path=None):
        end = time.monotonic() + timeout
        with contextlib.closing(self._operations()) as operations:  # told of each operation as it ends
            while True:
                twin = self.twin(device_id)
                if met(twin):
                    return twin
                if not _told_of(operations, device_id, end):
                    raise AssertionError(self._story(device_id, f"waited {timeout} s for device "
                                                     f"'{device_id}' {wanted}", path))

    def _operations(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.facts["adminPort"], timeout=WAIT_SECONDS)
        connection.request("GET", "/journal/stream", headers=self._token())
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"the hub does not tell its operations: {answer.status} {answer.read().decode()}")
        answer.readline()  # from this first line on, nothing is missed
        return answer

    def _story(self, device_id, first, path):
        twin = self.twin(device_id)
        reported = {name: value for name, value in twin["properties"]["reported"].items() if name[0] != "$"}
        lines = [first]
        if path:
            near = difflib.get_close_matches(path, list(_paths(reported)), 1)
            lines += [f"the nearest path that the device reports is {near[0]} = {_find(reported, near[0])!r}"] * len(near)
        lines.append(f"it is {twin['connectionState'].lower()} and reports {json.dumps(reported)}")
        lines += [f"{entry['at']} {entry['operation']} {entry['outcome']} {entry.get('reason', '')}".rstrip()
                  for entry in self.journal(device_id)[-OPERATIONS_SHOWN:]]
        return "\n  ".join(lines)

    def _token(self):
        return {"Authorization": "Bearer " + self.facts["adminToken"]}

    def _admin(self, method, path):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.facts['adminPort']}{path}", method=method, headers=self._token())
        return _answer(request, None)

    def _rest(self, method, path, body=None):
        parts = dict(part.split("=", 1) for part in self.connection_string.split(";"))
        resource, expiry = urllib.parse.quote(parts["HostName"], safe=""), int(time.time()) + 600
        digest = hmac.new(base64.b64decode(parts["SharedAccessKey"]), f"{resource}\n{expiry}".encode(), "sha256")
        signature = urllib.parse.quote(base64.b64encode(digest.digest()), safe="")
        request = urllib.request.Request(
            f"https://{parts['HostName']}{path}?{API}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization":
                     f"SharedAccessSignature sr={resource}&sig={signature}&se={expiry}"
                     f"&skn={parts['SharedAccessKeyName']}"})
        return _answer(request, self._tls)


def _answer(request, tls):
    try:
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS, context=tls) as answer:
            return json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refused:
        text = refused.read().decode()
        raise (LookupError if refused.code == 404 else RuntimeError)(f"the hub refused: {text}") from None


def _told_of(operations, device_id, end):
    """Whether there is a reason to look at the twin again before the time runs out; an empty line is one."""
    while time.monotonic() < end:
        operations.fp.raw._sock.settimeout(max(0.001, end - time.monotonic()))
        try:
            line = operations.readline().strip()
        except (TimeoutError, socket.timeout):
            return False
        if not line or json.loads(line).get("deviceId") == device_id:
            return True
    return False


def _free_address():
    """A loopback address on which nobody has the ports of the SDKs."""
    reason = ""
    for _ in range(ADDRESSES_TRIED_MAX):
        address = f"127.{random.randint(128, 255)}.{random.randint(0, 255)}.{random.randint(1, 254)}"
        try:
            for port in PORTS:
                with socket.socket() as listener:
                    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    listener.bind((address, port))
            return address
        except OSError as taken:
            reason = taken.strerror
    raise RuntimeError(f"no loopback address has the ports {PORTS} free: {reason}")


def _find(values, path):
    for name in path.split("."):
        if not isinstance(values, dict) or name not in values:
            return None
        values = values[name]
    return values


def _paths(values, before=""):
    for name, value in values.items():
        yield before + name
        if isinstance(value, dict):
            yield from _paths(value, before + name + ".")


def pytest_addoption(parser):
    parser.addoption("--twinhub-seed", help="a seed for the hub, as twinhub start --seed takes it")


@pytest.fixture(scope="session")
def _running_hub(request):
    hub = Hub(request.config.getoption("--twinhub-seed"))
    with pytest.MonkeyPatch.context() as variables:
        for name, value in hub.environment().items():
            variables.setenv(name, value)
        yield hub
    hub.stop()


@pytest.fixture
def hub(_running_hub):
    """The hub, with nothing in it or with its seed alone."""
    _running_hub.reset()
    return _running_hub
