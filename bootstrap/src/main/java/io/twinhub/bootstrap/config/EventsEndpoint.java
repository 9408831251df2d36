package io.twinhub.bootstrap.config;

import io.twinhub.domain.identity.SharedKey;

/**
 * Where the events of a running hub are read without TLS.
 *
 * @param host an address of this machine that other machines cannot reach
 * @param port the bound port
 * @param eventHub the name of the event hub
 */
public record EventsEndpoint(String host, int port, String eventHub) {

  /** The connection string that all clients for Event Hubs accept; they need no certificate to trust. */
  public String connectionString(String policy, SharedKey key) {
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return "Endpoint=sb://%s:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;EntityPath=%s;UseDevelopmentEmulator=true"
        .formatted(authority, port, policy, key.base64(), eventHub);
  }
}
