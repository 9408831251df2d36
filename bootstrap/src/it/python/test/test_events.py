"""What back ends read with azure-eventhub, unchanged."""
import json
import os
import re
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone

from azure.eventhub import EventHubConsumerClient, TransportType
from azure.eventhub._eventprocessor.in_memory_checkpoint_store import InMemoryCheckpointStore
from azure.iot.device import Message

import hub
from own_hub import OwnHub

CONNECTION = os.environ["EVENTHUB_CONNECTION_STRING"]
TLS = re.sub(r":\d+;", "/;", CONNECTION.replace(";UseDevelopmentEmulator=true", ""))


def consumer(text=CONNECTION, **options):
    return EventHubConsumerClient.from_connection_string(
        text, consumer_group="$Default", retry_total=0, **options)


class Reading:
    """Reads events in a thread, until there are enough or an error comes."""

    def __init__(self, client, is_wanted, count, **options):
        self.events = []
        self.errors = []
        self.last = None
        self.begun = threading.Event()
        self._is_wanted = is_wanted
        self._count = count
        self._done = threading.Event()
        self._client = client
        self._thread = threading.Thread(
            target=client.receive, daemon=True,
            kwargs=dict(on_event=self._take, on_error=self._fail, max_wait_time=1, **options))
        self._thread.start()

    def _take(self, context, event):
        self.begun.set()
        if event is not None and self._is_wanted(event) and len(self.events) < self._count:
            self.events.append((context.partition_id, event))
            self.last = context.last_enqueued_event_properties
            if len(self.events) == self._count:
                self._done.set()

    def _fail(self, context, error):
        self.errors.append(error)
        self._done.set()

    def wait(self):
        self._done.wait(30)
        self._client.close()
        self._thread.join(10)
        return self


def of_device(device_id):
    return lambda event: event.system_properties[b"iothub-connection-device-id"] == device_id.encode()


class Events(unittest.TestCase):
    def sender(self, name, count):
        """A device that has sent messages numbered from 0; its id, and what sends another.

        Events from before the test are not read by those that begin at ``self.start``: the client
        hands over one event a round, and waits up to a second in each for partitions that have none.
        """
        self.start = datetime.now(timezone.utc) - timedelta(seconds=1)
        device_id, key = hub.new_device(name)
        client = hub.device_client(device_id, key)
        client.connect()
        self.addCleanup(client.shutdown)

        def send(number):
            message = Message(json.dumps({"number": number}), message_id=f"m{number}")
            message.content_type = "application/json"
            message.content_encoding = "utf-8"
            message.custom_properties["alarm"] = "yes"
            client.send_message(message)

        for number in range(count):
            send(number)
        return device_id, send

    def read(self, device_id, count, text=CONNECTION, client_options=None, **options):
        reading = Reading(
            consumer(text, **(client_options or {})), of_device(device_id), count, **options).wait()
        self.assertEqual(reading.errors, [])
        self.assertEqual(len(reading.events), count)
        return reading

    def numbers(self, reading):
        return [event.body_as_json()["number"] for _, event in reading.events]

    def test_events_are_read_from_the_beginning_with_all_that_the_device_sent(self):
        device_id, _ = self.sender("events", 5)
        partition, _ = self.read(device_id, 1, starting_position=self.start).events[0]
        reading = self.read(
            device_id, 5, partition_id=partition, starting_position="-1",
            track_last_enqueued_event_properties=True)
        self.assertEqual(self.numbers(reading), [0, 1, 2, 3, 4])
        _, first = reading.events[0]
        self.assertEqual(first.properties, {b"alarm": b"yes"})
        self.assertEqual(first.message_id, "m0")
        self.assertEqual(first.content_type, "application/json")
        self.assertEqual(first.system_properties[b"iothub-message-source"], b"Telemetry")
        self.assertIsInstance(first.system_properties[b"iothub-enqueuedtime"], int)
        self.assertGreaterEqual(reading.last["sequence_number"], first.sequence_number)
        self.assertEqual(len({partition for partition, _ in reading.events}), 1)

    def test_a_reader_begins_at_a_number_an_offset_a_time_or_with_what_comes(self):
        device_id, send = self.sender("starts", 5)
        partition, third = self.read(device_id, 5, starting_position=self.start).events[2]
        for start, inclusive, expected in [
                (third.sequence_number, False, [3, 4]), (third.sequence_number, True, [2, 3]),
                (third.offset, False, [3, 4]), (third.offset, True, [2, 3]),
                (third.enqueued_time - timedelta(minutes=1), False, [0, 1])]:
            reading = self.read(
                device_id, 2, partition_id=partition, starting_position=start,
                starting_position_inclusive=inclusive)
            self.assertEqual(self.numbers(reading), expected, (start, inclusive))
        late = Reading(consumer(), of_device(device_id), 1, starting_position="@latest")
        number = 5
        while not late.events and number < 60:
            send(number)
            number += 1
            time.sleep(0.3)
        self.assertGreaterEqual(self.numbers(late.wait())[0], 5)

    def test_the_event_hub_and_its_partitions_are_described(self):
        with consumer() as client:
            self.assertEqual(client.get_partition_ids(), ["0", "1", "2", "3"])
            described = client.get_partition_properties("0")
            self.assertIsInstance(described["last_enqueued_sequence_number"], int)
            with self.assertRaisesRegex(Exception, "404"):
                client.get_partition_properties("77")

    def test_a_higher_owner_level_takes_the_place_of_a_lower_one(self):
        options = dict(partition_id="0", starting_position="@latest")
        first = Reading(consumer(), lambda event: False, 1, owner_level=1, **options)
        self.assertTrue(first.begun.wait(20))
        second = Reading(consumer(), lambda event: False, 1, owner_level=2, **options)
        self.assertTrue(second.begun.wait(20))
        self.assertIn("with higher epoch of '2' is created", str(first.wait().errors[0]))
        second._done.set()
        self.assertEqual(second.wait().errors, [])

    def test_events_are_read_with_tls_and_by_websocket(self):
        device_id, _ = self.sender("tls", 2)
        trust = dict(connection_verify=os.environ["SSL_CERT_FILE"])
        for transport in (TransportType.Amqp, TransportType.AmqpOverWebsocket):
            reading = self.read(
                device_id, 2, text=TLS, starting_position=self.start,
                client_options=dict(transport_type=transport, **trust))
            self.assertEqual(self.numbers(reading), [0, 1])

    def test_a_wrong_key_is_refused(self):
        wrong = re.sub(r"SharedAccessKey=....", "SharedAccessKey=AAAA", CONNECTION)
        with consumer(wrong) as client, self.assertRaisesRegex(Exception, "401|nauthorized|authenticat"):
            client.get_partition_ids()


class Processor(unittest.TestCase):
    def test_it_goes_on_from_its_checkpoint_after_it_and_the_hub_were_stopped(self):
        own = OwnHub()
        own.start()
        self.addCleanup(own.stop)
        store = InMemoryCheckpointStore()
        read = []

        def process(count):
            client = EventHubConsumerClient.from_connection_string(
                own.events(), consumer_group="$Default", checkpoint_store=store,
                load_balancing_interval=2, partition_ownership_expiration_interval=5,
                load_balancing_strategy="greedy")

            def take(context, event):
                if event is not None:
                    read.append(event.body_as_json())
                    context.update_checkpoint(event)

            thread = threading.Thread(
                target=client.receive, daemon=True,
                kwargs=dict(on_event=take, starting_position="-1", max_wait_time=1))
            thread.start()
            end = time.monotonic() + 60
            while len(read) < count and time.monotonic() < end:
                time.sleep(0.1)
            client.close()
            thread.join(20)

        device = own.device("restart")
        for number in range(10):
            own.send(device, number)
        process(10)
        for number in range(10, 20):
            own.send(device, number)
        own.stop()
        own.start()
        process(20)
        self.assertEqual(read, list(range(20)))


if __name__ == "__main__":
    unittest.main()
