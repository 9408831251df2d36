"""The device of the tutorial: says how it is connected, and prints what the back end wants."""
import os
import time

from azure.iot.device import IoTHubDeviceClient

CONNECTION_STRING = os.environ["IOTHUB_DEVICE_CONNECTION_STRING"]


def main():
    client = IoTHubDeviceClient.create_from_connection_string(CONNECTION_STRING)

    def on_patch(patch):
        print("Twin patch received:", patch, flush=True)

    client.on_twin_desired_properties_patch_received = on_patch
    try:
        client.patch_twin_reported_properties({"connectivity": "cellular"})
        print("Reported properties updated", flush=True)
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        print("Stopped")
    finally:
        client.shutdown()


if __name__ == "__main__":
    main()
