"""Scheduled jobs by the Python SDK: created, followed, cancelled."""
import datetime
import time
import unittest

from azure.iot.hub import IoTHubJobManager
from azure.iot.hub.models import CloudToDeviceMethod, JobRequest, Twin

import hub

ENDS = ("completed", "failed", "cancelled")


class Jobs(unittest.TestCase):
    def setUp(self):
        self.jobs = IoTHubJobManager(hub.CONNECTION_STRING)

    def ended(self, job_id):
        end = time.monotonic() + hub.WAIT
        job = self.jobs.get_scheduled_job(job_id)
        while job.status not in ENDS:
            self.assertLess(time.monotonic(), end, job.status)
            time.sleep(0.05)
            job = self.jobs.get_scheduled_job(job_id)
        return job

    def create(self, job_id, condition, **more):
        request = JobRequest(job_id=job_id, query_condition=condition, max_execution_time_in_seconds=300, **more)
        return self.jobs.create_scheduled_job(job_id, request)

    def test_a_twin_job_is_created_and_followed(self):
        device_id, _ = hub.new_device("job")
        job_id = hub.new_id("twinjob")
        created = self.create(job_id, f"deviceId = '{device_id}'", type="scheduleUpdateTwin",
                              start_time=datetime.datetime.now(datetime.timezone.utc).isoformat(),
                              update_twin=Twin(etag="*", tags={"byJob": job_id}))
        self.assertEqual(created.status, "queued")
        job = self.ended(job_id)
        self.assertEqual(job.status, "completed")
        self.assertEqual(job.device_job_statistics.succeeded_count, 1)
        self.assertEqual(hub.registry().get_twin(device_id).tags["byJob"], job_id)

    def test_a_device_that_is_away_fails(self):
        device_id, _ = hub.new_device("job")
        job_id = hub.new_id("methodjob")
        method = CloudToDeviceMethod(method_name="reboot", payload={}, connect_timeout_in_seconds=1,
                                     response_timeout_in_seconds=5)
        self.create(job_id, f"deviceId = '{device_id}'", type="scheduleDeviceMethod", cloud_to_device_method=method)
        job = self.ended(job_id)
        self.assertEqual(job.status, "completed")
        self.assertEqual(job.device_job_statistics.failed_count, 1)

    def test_a_job_in_the_future_is_cancelled(self):
        job_id = hub.new_id("laterjob")
        later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        self.create(job_id, "*", type="scheduleUpdateTwin", start_time=later.isoformat(),
                    update_twin=Twin(etag="*", tags={"never": True}))
        self.assertEqual(self.jobs.cancel_scheduled_job(job_id).status, "cancelled")
        self.assertEqual(self.jobs.get_scheduled_job(job_id).status, "cancelled")
