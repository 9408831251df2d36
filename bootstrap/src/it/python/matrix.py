"""The Python rows of the SDK matrix: one line a cell, "cell SDK transport credential operation result", parted
by tabs. A result is "ok", "none: why the SDK does not have it" or "failed: why". .ci/sdk-matrix runs it, for
the transports that its arguments name; the first argument "renewal" asks for token renewal alone, which takes the
SDK more than two minutes."""
import os
import sys
import threading
import time
import urllib.request

import certifi

# The AMQP library of the service SDK trusts what this names, and has no other way.
certifi.where = lambda: os.environ["SSL_CERT_FILE"]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "test"))

from azure.iot.device import X509, IoTHubDeviceClient, IoTHubModuleClient  # noqa: E402
from azure.iot.hub import IoTHubRegistryManager  # noqa: E402
from azure.iot.hub.models import Twin, TwinProperties  # noqa: E402
from uamqp import TransportType  # noqa: E402

import commands  # noqa: E402
import hub  # noqa: E402
from commands import within  # noqa: E402

TRANSPORTS = {
    "MQTT": {},
    "MQTT_WS": {"websockets": True},
    "AMQP": {"transport": "AMQP"},
    "AMQP_WS": {"transport": "AMQP_WS"},
    "HTTPS": {"transport": "HTTPS"},
}
CREDENTIALS = ["SAS", "thumbprint", "authority"]
MODULE = "part"

# Devices are dropped under this address; the back end and renewing devices have one of their own.
HOST = os.environ["SDK_MATRIX_HOST"]
CERTIFICATES = os.environ["SDK_MATRIX_CERTIFICATES"]
CALL_SECONDS = 20
ATTEMPT_SECONDS = 4
# The SDK renews a token two minutes before its end.
TOKEN_SECONDS = 130

REGISTRY = hub.registry()
EVENTS = commands.Events(os.environ["SDK_MATRIX_EVENTS"])


def cell(transport, credential, operation, result):
    """One write, since renewals end together."""
    sys.stdout.write("\t".join(["cell", "Python", transport, credential, operation, result]) + "\n")
    sys.stdout.flush()


def one_line(error):
    return " ".join(f"{type(error).__name__}: {error}".split())


def attempt(transport, credential, operation, task):
    """One cell: what the SDK says it cannot do is no fault."""
    try:
        task()
        cell(transport, credential, operation, "ok")
    except commands.NoSuchCall as error:
        cell(transport, credential, operation, f"none: no such call: {error}")
    except TypeError as error:
        missing = "Unsupported keyword argument" in str(error)
        cell(transport, credential, operation, f"{'none' if missing else 'failed'}: {one_line(error)}")
    except Exception as error:  # pylint: disable=broad-except
        cell(transport, credential, operation, f"failed: {one_line(error)}")


def thumbprint():
    with open(os.path.join(CERTIFICATES, "pinned.sha1"), encoding="ascii") as file:
        return file.read().strip()


def certificate(name):
    return X509(
        cert_file=os.path.join(CERTIFICATES, f"{name}.pem"), key_file=os.path.join(CERTIFICATES, "device.key"))


class Program:
    """A device or module, and what its back end does with it."""

    def __init__(self, transport, credential, device_id, module_id=None, host=HOST, **options):
        self.device_id, self.module_id = device_id, module_id
        self.heard = hub.Received()
        self.count = 0
        key = self.register(credential)
        options.update(TRANSPORTS[transport], connection_retry_interval=1)
        if credential == "SAS":
            kind = IoTHubModuleClient if module_id else IoTHubDeviceClient
            module = f";ModuleId={module_id}" if module_id else ""
            self.client = kind.create_from_connection_string(
                f"HostName={host};DeviceId={device_id}{module};SharedAccessKey={key}", **options)
        elif module_id:
            name = f"{device_id}-module" if credential == "authority" else "pinned"
            self.client = IoTHubModuleClient.create_from_x509_certificate(
                certificate(name), host, device_id, module_id, **options)
        else:
            name = device_id if credential == "authority" else "pinned"
            self.client = IoTHubDeviceClient.create_from_x509_certificate(
                certificate(name), host, device_id, **options)
        self.answering = commands.Answering(
            self.client, REGISTRY, [device_id] + ([module_id] if module_id else []))
        self.receiving = commands.Receiving(self.client, hub.registry(), device_id)

    def register(self, credential):
        """Registers it; its key, if it has one."""
        who = [self.device_id] + ([self.module_id] if self.module_id else [])
        what = "module" if self.module_id else "device"
        last = "" if self.module_id else "enabled"
        if credential == "SAS":
            made = getattr(REGISTRY, f"create_{what}_with_sas")(
                *who, *([last] if self.module_id else []), "", "", *([] if self.module_id else [last]))
            return made.authentication.symmetric_key.primary_key
        if credential == "thumbprint":
            pinned = thumbprint()
            getattr(REGISTRY, f"create_{what}_with_x509")(
                *who, *([last] if self.module_id else []), pinned, pinned, *([] if self.module_id else [last]))
        else:
            getattr(REGISTRY, f"create_{what}_with_certificate_authority")(*who, last)
        return None

    def open(self):
        within(CALL_SECONDS, self.client.connect)
        within(CALL_SECONDS, self.client.send_message, "hello")

    def telemetry(self):
        EVENTS.telemetry(self.client, self.device_id, self.module_id)

    def stored(self):
        if self.module_id:
            return REGISTRY.get_module_twin(self.device_id, self.module_id)
        return REGISTRY.get_twin(self.device_id)

    def read_twin(self, seconds=CALL_SECONDS):
        twin = within(seconds, self.client.get_twin)
        if twin["desired"]["$version"] != self.stored().properties.desired["$version"]:
            raise AssertionError("the twin is not the one that the back end sees")

    def report(self):
        within(CALL_SECONDS, self.client.patch_twin_reported_properties, {"said": 1})
        if self.stored().properties.reported.get("said") != 1:
            raise AssertionError("the back end sees no report")

    def want(self):
        """Has the back end write the next number."""
        self.count += 1
        patch = Twin(properties=TwinProperties(desired={"n": self.count}))
        if self.module_id:
            REGISTRY.update_module_twin(self.device_id, self.module_id, patch, "*")
        else:
            REGISTRY.update_twin(self.device_id, patch, "*")

    def listen(self):
        self.client.on_twin_desired_properties_patch_received = self.heard

    def hear(self):
        """Has the back end write until the device hears: it may be deaf just after it is back."""
        end = time.monotonic() + 2 * CALL_SECONDS
        while time.monotonic() < end:
            self.want()
            last = time.monotonic() + 2
            while time.monotonic() < last:
                if any(patch.get("n") == self.count for patch in self.heard.items):
                    return
                time.sleep(0.02)
        raise AssertionError("heard of no desired property")

    def notified(self):
        within(CALL_SECONDS, self.listen)
        self.hear()

    def come_back(self):
        """Is dropped, comes back by itself, reads its twin and hears again."""
        with urllib.request.urlopen(os.environ["SDK_MATRIX_CUT"]) as answer:
            if answer.read() == b"0":
                raise AssertionError("there was no connection to drop")
        end = time.monotonic() + 2 * CALL_SECONDS
        while True:
            try:
                self.read_twin(ATTEMPT_SECONDS)
                break
            except Exception:  # pylint: disable=broad-except
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        self.hear()
        self.answering.echo("back", "back")
        self.receiving.receive("back")

    def unlisten(self):
        self.client.on_twin_desired_properties_patch_received = None

    def unsubscribe(self):
        """A read behind the write is answered after a push; the handler that is back shows what came."""
        within(CALL_SECONDS, self.unlisten)
        before = len(self.heard.items)
        self.want()
        self.read_twin()
        within(CALL_SECONDS, self.listen)
        self.hear()
        if any(patch.get("n") != self.count for patch in self.heard.items[before:]):
            raise AssertionError("heard of a property none the less")

    def close(self):
        try:
            within(CALL_SECONDS, self.client.shutdown)
        except Exception:  # pylint: disable=broad-except
            pass


def device(transport, credential):
    """All cells of one transport and credential."""
    device_id = f"Python-{transport}-{credential}"
    operations = [
        "open", "telemetry", "get twin", "report", "notified", "methods", "messages", "abandon, reject", "reconnect",
        "unsubscribe"] + (["unknown method"] if credential == "SAS" else [])
    program = None
    try:
        program = Program(transport, credential, device_id)
    except TypeError as error:
        for operation in operations:
            cell(transport, credential, operation, f"none: {one_line(error)}")
    if program:
        for operation, task in zip(operations, [
                program.open, program.telemetry, program.read_twin, program.report, program.notified,
                program.answering.methods, program.receiving.messages, program.receiving.abandon_and_reject,
                program.come_back, program.unsubscribe, program.answering.unknown_method]):
            attempt(transport, credential, operation, task)
        program.close()

    try:
        part = Program(transport, credential, device_id, MODULE)
    except TypeError as error:
        for operation in ["module twin", "module methods", "module telemetry"]:
            cell(transport, credential, operation, f"none: {one_line(error)}")
        return

    def module():
        part.open()
        part.read_twin()
        part.report()
        part.notified()

    attempt(transport, credential, "module twin", module)
    attempt(transport, credential, "module methods", part.answering.methods)
    attempt(transport, credential, "module telemetry", part.telemetry)
    part.close()


def renewal(transport):
    """Goes on when the token that it was opened with is over."""
    program = Program(
        transport, "SAS", f"Python-{transport}-renewal", host=hub.HOST, sastoken_ttl=TOKEN_SECONDS)
    try:
        program.open()
        program.notified()
        program.answering.methods()
        program.receiving.messages()
        time.sleep(TOKEN_SECONDS + 2)
        program.read_twin()
        program.report()
        program.hear()
        program.answering.echo("after", "after")
        program.receiving.receive("after")
    finally:
        program.close()


def service():
    """The service SDK. Over AMQP it sends messages alone, and opens its link with the first."""
    device_id = "Python-service"

    def registry():
        REGISTRY.create_device_with_sas(device_id, "", "", "enabled")
        REGISTRY.update_device_with_sas(
            device_id, REGISTRY.get_device(device_id).etag, "", "", "disabled")
        if REGISTRY.get_device(device_id).status != "disabled":
            raise AssertionError("the update is not stored")

    def twins():
        REGISTRY.update_twin(device_id, Twin(tags={"kind": "matrix"}), REGISTRY.get_twin(device_id).etag)

    def query():
        sql = f"SELECT * FROM devices WHERE deviceId = '{device_id}' AND tags.kind = 'matrix'"
        if len(hub_rows(sql)) != 1:
            raise AssertionError("the query finds no device")

    def open_link(transport):
        manager = IoTHubRegistryManager.from_connection_string(hub.CONNECTION_STRING, transport)
        client = manager.amqp_svc_client.amqp_client
        client.open()
        end = time.monotonic() + CALL_SECONDS
        while not client.client_ready():
            if time.monotonic() > end:
                raise TimeoutError(f"no link in {CALL_SECONDS} s")
            time.sleep(0.02)
        client.close()

    for operation, task in [("registry", registry), ("twins", twins), ("query", query)]:
        attempt("service", "", operation, task)
    attempt("service", "", "open AMQP", lambda: open_link(TransportType.Amqp))
    attempt("service", "", "open AMQP_WS", lambda: open_link(TransportType.AmqpOverWebsocket))
    served = Program("MQTT", "SAS", "Python-served")
    within(CALL_SECONDS, served.client.connect)
    attempt("service", "", "call", lambda: commands.calls(REGISTRY, served.answering))
    for name, transport in [("AMQP", TransportType.Amqp), ("AMQP_WS", TransportType.AmqpOverWebsocket)]:
        attempt("service", "", f"send {name}", lambda t=transport: commands.sending(t, served.receiving))
        attempt("service", "", f"feedback {name}", commands.feedback)
    served.close()


def hub_rows(sql):
    from azure.iot.hub.models import QuerySpecification  # pylint: disable=import-outside-toplevel
    return REGISTRY.query_iot_hub(QuerySpecification(query=sql)).items


def main(arguments):
    if arguments[0] == "renewal":
        threads = [
            threading.Thread(
                target=attempt, args=(transport, "SAS", "token renewal", lambda t=transport: renewal(t)))
            for transport in arguments[1:]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return
    for transport in arguments:
        for credential in CREDENTIALS:
            device(transport, credential)
    service()


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # The SDK leaves threads behind.
