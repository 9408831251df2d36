package io.twinhub.bootstrap.mcp;

/** The hubs that have what a tool needs. */
public enum Scope {
  /** Every hub. */
  ANY,
  /** Every Twinhub, also one that runs elsewhere. */
  TWINHUB,
  /** The hub that runs on this machine. */
  HERE
}
