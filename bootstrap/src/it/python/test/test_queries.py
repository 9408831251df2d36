"""Queries by the Python SDK: the tutorial's, paging, aggregates."""
import unittest

from azure.iot.hub.models import QuerySpecification, Twin

import hub


class Queries(unittest.TestCase):
    def setUp(self):
        self.registry = hub.registry()

    def rows(self, text, page_size=None):
        rows, token, pages = [], None, 0
        while True:
            answer = self.registry.query_iot_hub(QuerySpecification(query=text), token, page_size)
            rows += answer.items
            token, pages = answer.continuation_token, pages + 1
            if not token:
                return rows, pages

    def tagged(self, plant, count):
        ids = []
        for _ in range(count):
            device_id, _ = hub.new_device("query")
            self.registry.update_twin(device_id, Twin(tags={"plant": plant}), "*")
            ids.append(device_id)
        return sorted(ids)

    def test_a_report_is_in_the_next_query(self):
        plant = hub.new_id("plant")
        device_id, key = hub.new_device("tutorial")
        self.registry.update_twin(device_id, Twin(tags={"plant": plant}), "*")
        cellular = (f"SELECT * FROM devices WHERE tags.plant = '{plant}'"
                    " AND properties.reported.connectivity = 'cellular'")
        self.assertEqual(self.rows(cellular)[0], [])
        client = hub.device_client(device_id, key)
        self.addCleanup(client.shutdown)
        client.patch_twin_reported_properties({"connectivity": "cellular"})
        self.assertEqual([twin.device_id for twin in self.rows(cellular)[0]], [device_id])

    def test_pages_of_one_row_show_each_row_once(self):
        plant = hub.new_id("plant")
        ids = self.tagged(plant, 4)
        rows, pages = self.rows(f"SELECT * FROM devices WHERE tags.plant = '{plant}'", 1)
        self.assertEqual([twin.device_id for twin in rows], ids)
        self.assertEqual(pages, 4)

    def test_more_than_a_page_of_rows(self):
        plant = hub.new_id("plant")
        ids = self.tagged(plant, 101)
        rows, pages = self.rows(f"SELECT * FROM devices WHERE tags.plant = '{plant}'")
        self.assertEqual([twin.device_id for twin in rows], ids)
        self.assertEqual(pages, 2)

    def test_an_aggregate_counts(self):
        plant = hub.new_id("plant")
        self.tagged(plant, 3)
        rows, _ = self.rows(f"SELECT COUNT() AS n FROM devices WHERE tags.plant = '{plant}'")
        # The SDK reads every row into a twin model; what is no member of one is an extra.
        self.assertEqual(rows[0].additional_properties, {"n": 3})


if __name__ == "__main__":
    unittest.main()
