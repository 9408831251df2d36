"""How long the Python SDK takes for a device's own calls, one after the other, against the hub that
IOTHUB_CONNECTION_STRING names: python times.py [calls]"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "test"))

import hub  # noqa: E402

CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


def measure(name, call):
    millis = []
    for i in range(-CALLS, CALLS):
        start = time.perf_counter()
        call(i)
        if i >= 0:
            millis.append((time.perf_counter() - start) * 1e3)
    millis.sort()
    print(f"{name:45} median {millis[CALLS // 2]:.2f} ms, p99 {millis[CALLS * 99 // 100]:.2f} ms", flush=True)


for transport, options in {"MQTT": {}, "MQTT_WS": {"websockets": True}}.items():
    client = hub.device_client(*hub.new_device("times"), **options)
    client.connect()
    measure(f"Python, {transport}, get_twin", lambda i: client.get_twin())
    measure(
        f"Python, {transport}, patch_twin_reported_properties",
        lambda i: client.patch_twin_reported_properties({"temperature": i}),
    )
    client.shutdown()

registry = hub.registry()
device_id, _ = hub.new_device("times")
measure("Python, HTTPS, IoTHubRegistryManager.get_twin", lambda i: registry.get_twin(device_id))
