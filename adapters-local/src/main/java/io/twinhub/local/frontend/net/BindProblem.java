package io.twinhub.local.frontend.net;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A port could not be opened. The message names it, says why, and what to do. */
public final class BindProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNPRIVILEGED_PORT_MIN = 1024;

  private final transient Endpoint endpoint;

  BindProblem(Endpoint endpoint, Throwable cause) {
    super("cannot listen for " + endpoint + ": " + reason(endpoint, cause), cause);
    this.endpoint = endpoint;
  }

  /** The endpoint that could not be opened. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Whether the port is free but this user may not open it, as is common below 1024. */
  public boolean isPrivilege() {
    return isPrivilege(endpoint, getCause());
  }

  private static boolean isPrivilege(Endpoint endpoint, @Nullable Throwable cause) {
    return endpoint.port() > 0
        && endpoint.port() < UNPRIVILEGED_PORT_MIN
        && cause != null
        && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission");
  }

  private static String reason(Endpoint endpoint, Throwable cause) {
    InetSocketAddress address = endpoint.address();
    if (address.isUnresolved() || cause instanceof UnresolvedAddressException) {
      return "the host name is not known; use an address of this machine";
    }
    if (isPrivilege(endpoint, cause)) {
      return "this user may not open ports below 1024; choose another port, or allow it (on Linux:"
          + " sysctl net.ipv4.ip_unprivileged_port_start=" + endpoint.port() + ")";
    }
    if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
      return "another program uses the port; stop it or choose another port";
    }
    if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("assign")) {
      return "this machine does not have the address; use one of its own";
    }
    return "the system does not allow it; choose another port or address";
  }
}
