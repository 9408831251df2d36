"""The back end of the tutorial: notes where a device stands, and asks which ones are there."""
import os
from time import sleep

from azure.iot.hub import IoTHubRegistryManager
from azure.iot.hub.models import QuerySpecification, Twin, TwinProperties

CONNECTION_STRING = os.environ["IOTHUB_CONNECTION_STRING"]
DEVICE_ID = os.environ.get("DEVICE_ID", "myDeviceId")
IN_REDMOND = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'"


def device_ids(registry, query):
    answer = registry.query_iot_hub(QuerySpecification(query=query), None, 100)
    return ", ".join(twin.device_id for twin in answer.items)


def main():
    registry = IoTHubRegistryManager(CONNECTION_STRING)
    twin = registry.get_twin(DEVICE_ID)
    patch = Twin(
        tags={"location": {"region": "US", "plant": "Redmond43"}},
        properties=TwinProperties(desired={"power_level": 1}),
    )
    registry.update_twin(DEVICE_ID, patch, twin.etag)
    sleep(1)
    print("Devices in Redmond43 plant:", device_ids(registry, IN_REDMOND))
    cellular = IN_REDMOND + " AND properties.reported.connectivity = 'cellular'"
    print("Devices in Redmond43 plant using cellular network:", device_ids(registry, cellular))


if __name__ == "__main__":
    main()
