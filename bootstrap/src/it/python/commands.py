"""What the Python rows of the SDK matrix do with direct methods, cloud-to-device messages and telemetry."""
import json
import queue
import threading
import time
import uuid

from azure.eventhub import EventHubConsumerClient
from azure.iot.device import Message, MethodResponse
from azure.iot.hub import IoTHubRegistryManager
from azure.iot.hub.models import CloudToDeviceMethod
from msrest.exceptions import HttpOperationError

import hub

CALL_SECONDS = 20
RESPONSE_SECONDS = 10
NAME = "comp*echo"
MUTE = "mute"
# The service SDK sends an empty text instead of null.
PAYLOADS = [({"a b": [1, None, "ü"], "c": {}},) * 2, ('a/b "c"',) * 2, (None, ""), (0, 0), (False, False), ([], [])]
PROPERTIES = {"kind": "a b/c", "path": "/x y/%41+&=?#ü", "p~q": "1"}


class NoSuchCall(Exception):
    """What cannot even be tried, so that the SDK has no error for it."""


def within(seconds, call, *arguments):
    """What a call brings, or an error when it takes too long: the SDK waits for ever on its own."""
    done = queue.Queue()

    def run():
        try:
            done.put((call(*arguments), None))
        except BaseException as error:  # pylint: disable=broad-except
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer in {seconds} s") from None
    if error:
        raise error
    return result


def until(condition, what):
    """Ends when a condition holds."""
    end = time.monotonic() + CALL_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come")
        time.sleep(0.01)


def require_same(what, found, wanted):
    if found != wanted or isinstance(found, bool) != isinstance(wanted, bool):
        raise AssertionError(f"{what} is {found!r}, not {wanted!r}")


def require_refused(number, call, *arguments):
    """The error of a call that is to fail."""
    try:
        call(*arguments)
    except HttpOperationError as error:
        if number not in error.response.text:
            raise
    else:
        raise AssertionError(f"not refused with {number}")


def invoke(manager, who, name, payload=None, connect_seconds=RESPONSE_SECONDS):
    """Calls a method of a device or module, named by its ids."""
    method = CloudToDeviceMethod(
        method_name=name, payload=payload, response_timeout_in_seconds=RESPONSE_SECONDS,
        connect_timeout_in_seconds=connect_seconds)
    call = manager.invoke_device_module_method if len(who) == 2 else manager.invoke_device_method
    return within(CALL_SECONDS, call, *who, method)


class Answering:
    """A device or module that answers methods, and its back end."""

    def __init__(self, client, manager, who):
        self.client, self.manager, self.who = client, manager, who

    def answer(self, request):
        if request.name == NAME:
            status, payload = 207, request.payload
        elif request.name == MUTE:
            status, payload = -1, None
        else:
            status, payload = 404, f"no method {request.name}"
        self.client.send_method_response(MethodResponse.create_from_method_request(request, status, payload))

    def listen(self):
        self.client.on_method_request_received = self.answer

    def methods(self):
        within(CALL_SECONDS, self.listen)
        for sent, wanted in PAYLOADS:
            self.echo(sent, wanted)
        self.require(MUTE, None, -1, None)

    def require(self, name, payload, status, wanted):
        answer = invoke(self.manager, self.who, name, payload)
        require_same("the status", answer.status, status)
        require_same("an answer", answer.payload, wanted)

    def echo(self, sent, wanted):
        self.require(NAME, sent, 207, wanted)

    def unknown_method(self):
        self.require("nobody", None, 404, "no method nobody")


class Receiving:
    """A device that receives messages, and its back end. The SDK completes whatever it hands on."""

    def __init__(self, client, manager, device_id):
        self.client, self.manager, self.device_id = client, manager, device_id
        self.received = []
        self.count = 0

    def listen(self):
        self.client.on_message_received = self.received.append

    def messages(self):
        within(CALL_SECONDS, self.listen)
        self.receive("a b/c")
        self.receive("")

    def receive(self, text):
        """Receives one message, with all of its parts."""
        self.count += 1
        self.received.clear()
        message_id = f"{self.device_id}-{self.count}"
        system = {
            "messageId": message_id, "correlationId": "c/1 2", "contentType": "text/plain; charset=utf-8",
            "contentEncoding": "utf-8", "expiryTimeUtc": int(time.time() + 600) * 1000}
        within(CALL_SECONDS, self.manager.send_c2d_message, self.device_id, text,
               {**system, **PROPERTIES, "iothub-ack": "full"})
        until(lambda: self.received, "a message")
        message = self.received[0]
        require_same("the body", message.data, text.encode())
        require_same("the properties", message.custom_properties, PROPERTIES)
        require_same(
            "the system properties",
            [message.message_id, message.correlation_id, message.content_type, message.content_encoding, message.ack],
            [message_id, "c/1 2", "text/plain; charset=utf-8", "utf-8", "full"])

    @staticmethod
    def abandon_and_reject():
        missing("IoTHubDeviceClient", "call that settles a message", "abandon", "reject", "complete")


def missing(kind, what, *words):
    """Says that an SDK has no call for something; fails once it has."""
    from azure.iot import device, hub as service  # pylint: disable=import-outside-toplevel
    found = [name for name in dir(getattr(device, kind, None) or getattr(service, kind))
             if any(word in name for word in words)]
    if found:
        raise AssertionError(f"the SDK has a call for it now, {found[0]}: use it here")
    raise NoSuchCall(f"{kind} has no {what}")


def calls(manager, answering):
    """What the service SDK is told of calls that fail, and a call that succeeds."""
    require_refused("404001", invoke, manager, ["nobody"], NAME)
    require_refused("404103", invoke, manager, answering.who, NAME, None, 0)
    answering.methods()


def sending(transport, receiving):
    """Sends over one transport."""
    receiving.manager = IoTHubRegistryManager.from_connection_string(hub.CONNECTION_STRING, transport)
    receiving.messages()
    try:
        within(CALL_SECONDS, receiving.manager.send_c2d_message, "nobody", "lost")
    except Exception as error:  # pylint: disable=broad-except
        require_same("the refusal", str(error), "C2D message send failure")
    else:
        raise AssertionError("a message to nobody was taken")
    within(CALL_SECONDS, receiving.manager.amqp_svc_client.disconnect_sync)


def feedback():
    missing("IoTHubRegistryManager", "call that reads feedback", "feedback")


class Events:
    """Reads all events of the hub, by their message ids."""

    def __init__(self, connection):
        self.seen = {}
        self.client = EventHubConsumerClient.from_connection_string(connection, "$Default")
        threading.Thread(
            target=self.client.receive, args=(self.note,), kwargs={"starting_position": "-1"}, daemon=True).start()

    def note(self, _, event):
        self.seen[event.message_id] = event

    def telemetry(self, client, device_id, module_id=None):
        """Sends a message with all of its parts, and finds it among the events."""
        body = {"t": 21.5, "ü": "°C"}
        message = Message(json.dumps(body), str(uuid.uuid4()), "utf-8", "application/json")
        message.correlation_id = "c/1 2"
        message.custom_properties.update(PROPERTIES)
        within(CALL_SECONDS, client.send_message, message)
        until(lambda: message.message_id in self.seen, "an event")
        event = self.seen[message.message_id]
        system = {key.decode(): value for key, value in event.system_properties.items() if isinstance(key, bytes)}
        require_same("the body", event.body_as_json(), body)
        require_same("the properties", {k.decode(): v.decode() for k, v in event.properties.items()}, PROPERTIES)
        require_same("the content type", event.content_type, "application/json")
        require_same("the correlation id", event.correlation_id, "c/1 2")
        require_same("the sender", system["iothub-connection-device-id"].decode(), device_id)
        module = system.get("iothub-connection-module-id")
        require_same("its module", module.decode() if module else None, module_id)
        require_same("the source", system["iothub-message-source"].decode(), "Telemetry")
