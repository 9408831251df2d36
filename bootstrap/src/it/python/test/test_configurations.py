"""Automatic configurations by the Python SDK: create, follow the metrics, update, delete."""
import unittest

from azure.iot.hub import IoTHubConfigurationManager
from azure.iot.hub.models import Configuration, ConfigurationContent, ConfigurationMetrics, Twin

import hub


class Configurations(unittest.TestCase):
    def setUp(self):
        self.registry = hub.registry()
        self.manager = IoTHubConfigurationManager(hub.CONNECTION_STRING)

    def test_a_configuration_from_its_creation_to_its_end(self):
        plant = hub.new_id("plant")
        ids = [hub.new_device("configured")[0] for _ in range(3)]
        for device_id in ids[:2]:
            self.registry.update_twin(device_id, Twin(tags={"plant": plant}), "*")
        name = hub.new_id("fw").lower()
        made = self.manager.create_configuration(Configuration(
            id=name,
            content=ConfigurationContent(device_content={"properties.desired.fw": {"v": "1"}}),
            target_condition=f"tags.plant = '{plant}'",
            priority=10,
            metrics=ConfigurationMetrics(
                queries={"all": f"SELECT deviceId FROM devices WHERE tags.plant = '{plant}'"})))
        self.assertEqual(made.content.device_content, {"properties.desired.fw": {"v": "1"}})
        found = self.manager.get_configuration(name)
        self.assertEqual(found.system_metrics.results, {"targetedCount": 2, "appliedCount": 2})
        self.assertEqual(found.metrics.results, {"all": 2})
        self.assertEqual(self.registry.get_twin(ids[0]).properties.desired["fw"], {"v": "1"})
        self.assertIn(name, [one.id for one in self.manager.get_configurations(100)])
        found.priority = 11
        changed = self.manager.update_configuration(found, found.etag)
        self.assertEqual(changed.priority, 11)
        self.manager.delete_configuration(name)
        self.assertNotIn("fw", self.registry.get_twin(ids[0]).properties.desired)


if __name__ == "__main__":
    unittest.main()
