"""The two programs of the tutorial, run as a user runs them."""
import os
import subprocess
import sys
import unittest
from pathlib import Path

import hub

TUTORIAL = Path(__file__).resolve().parents[5] / "docs/tutorial/python"


def run_back_end(device_id):
    environment = {**os.environ, "DEVICE_ID": device_id}
    done = subprocess.run(
        [sys.executable, TUTORIAL / "AddTagsAndQuery.py"],
        env=environment, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


class Tutorial(unittest.TestCase):
    def test_the_device_is_in_the_second_query_once_it_has_reported(self):
        device_id, key = hub.new_device("tutorial")
        before = run_back_end(device_id).splitlines()
        self.assertIn(device_id, before[0])
        self.assertNotIn(device_id, before[1])

        environment = {**os.environ, "IOTHUB_DEVICE_CONNECTION_STRING": hub.device_string(device_id, key)}
        device = subprocess.Popen(
            [sys.executable, "-u", TUTORIAL / "ReportConnectivity.py"],
            env=environment, stdout=subprocess.PIPE, text=True)
        try:
            self.assertEqual(device.stdout.readline().strip(), "Reported properties updated")
            after = run_back_end(device_id).splitlines()
            self.assertIn(device_id, after[1])
            self.assertEqual(
                device.stdout.readline().strip(),
                "Twin patch received: {'power_level': 1, '$version': 3}")
        finally:
            device.kill()
            device.wait()
            device.stdout.close()


if __name__ == "__main__":
    unittest.main()
