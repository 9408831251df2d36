package io.twinhub.azure.device;

import io.twinhub.domain.identity.SharedKey;

/** What one device or module proves itself with. */
public sealed interface DeviceCredential {
  /** A key, with which tokens are signed. */
  record Key(SharedKey key) implements DeviceCredential {}

  /** A certificate, which TLS shows. */
  record Certificate(DeviceCertificate certificate) implements DeviceCredential {}
}
