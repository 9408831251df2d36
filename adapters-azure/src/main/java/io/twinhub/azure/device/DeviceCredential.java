package io.twinhub.azure.device;

import io.twinhub.domain.identity.SharedKey;

/** The credential of one device or module. */
public sealed interface DeviceCredential {
  /** A key, with which tokens are signed. */
  record Key(SharedKey key) implements DeviceCredential {}

  /** A certificate, presented in the TLS handshake. */
  record Certificate(DeviceCertificate certificate) implements DeviceCredential {}
}
