package io.twinhub.domain.access;

import io.twinhub.domain.identity.TwinAddress;

/** How a device or module proved its identity. Source: captured events of Azure. */
public enum AuthMethod {
  /** A token that its own key signed, or the key of its device. */
  OWN_KEY("sas", "iothub"),
  /** A token that a shared access policy signed. */
  POLICY_KEY("sas", "iothub"),
  /** A certificate. */
  CERTIFICATE("x509Certificate", "external");

  private final String type;
  private final String issuer;

  AuthMethod(String type, String issuer) {
    this.type = type;
    this.issuer = issuer;
  }

  /** The JSON text that the events of {@code address} carry. */
  public String text(TwinAddress address) {
    String scope =
        this == POLICY_KEY ? "hub" : address.moduleId().isPresent() ? "module" : "device";
    return "{\"scope\":\"%s\",\"type\":\"%s\",\"issuer\":\"%s\",\"acceptingIpFilterRule\":null}"
        .formatted(scope, type, issuer);
  }
}
