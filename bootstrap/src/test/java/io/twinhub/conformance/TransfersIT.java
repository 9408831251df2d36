package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.service.registry.RegistryJob;
import io.twinhub.application.contract.BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Import and export jobs, started and followed by Azure's SDK. */
@Timeout(60)
class TransfersIT {

  private static RegistryJob end(HubOnSdkPorts hub, RegistryJob started) throws Exception {
    RegistryJob job = started;
    while (job.getStatus() == RegistryJob.JobStatus.RUNNING
        || job.getStatus() == RegistryJob.JobStatus.ENQUEUED) {
      job = hub.registry().getJob(started.getJobId());
    }
    return job;
  }

  @Test
  void the_sdk_exports_a_fleet_and_imports_it_again() throws Exception {
    try (BlobStore store = new BlobStore();
        HubOnSdkPorts hub = HubOnSdkPorts.start()) {
      hub.newDevice("moved");
      RegistryJob exported =
          end(hub, hub.registry().exportDevices(store.container("fleet"), false));
      assertThat(exported.getStatus()).isEqualTo(RegistryJob.JobStatus.COMPLETED);
      assertThat(exported.getProgress()).isEqualTo(100);
      String key = hub.registry().getDevice("moved").getPrimaryKey();
      hub.registry().removeDevice("moved");
      RegistryJob imported = end(
          hub, hub.registry().importDevices(store.container("fleet"), store.container("errors")));
      assertThat(imported.getStatus()).isEqualTo(RegistryJob.JobStatus.COMPLETED);
      assertThat(imported.getFailureReason()).isNull();
      assertThat(hub.registry().getDevice("moved").getPrimaryKey()).isEqualTo(key);
    }
  }
}
