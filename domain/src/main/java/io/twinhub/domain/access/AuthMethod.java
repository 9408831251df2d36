package io.twinhub.domain.access;

import io.twinhub.domain.identity.TwinAddress;

/** How a device or module authenticated. Source: captured events of Azure. */
public enum AuthMethod {
  /** A token signed with its own key, or with the key of its device. */
  OWN_KEY("sas", "iothub"),
  /** A token that a shared access policy signed. */
  POLICY_KEY("hub", "sas", "iothub"),
  /** A certificate. */
  CERTIFICATE("x509Certificate", "external");

  private final String ofDevice;
  private final String ofModule;

  AuthMethod(String type, String issuer) {
    this.ofDevice = text("device", type, issuer);
    this.ofModule = text("module", type, issuer);
  }

  AuthMethod(String scope, String type, String issuer) {
    this.ofDevice = text(scope, type, issuer);
    this.ofModule = ofDevice;
  }

  private static String text(String scope, String type, String issuer) {
    return "{\"scope\":\"%s\",\"type\":\"%s\",\"issuer\":\"%s\",\"acceptingIpFilterRule\":null}"
        .formatted(scope, type, issuer);
  }

  /** The JSON text for this method in the events of {@code address}. */
  public String text(TwinAddress address) {
    return address.moduleId().isPresent() ? ofModule : ofDevice;
  }
}
