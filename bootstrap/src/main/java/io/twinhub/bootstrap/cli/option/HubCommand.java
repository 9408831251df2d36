package io.twinhub.bootstrap.cli.option;

import picocli.CommandLine.Mixin;

/** A command that asks a hub something. */
public abstract class HubCommand implements Runnable {
  /** Which hub, and how its answer is printed. */
  @Mixin
  protected final HubOptions options = new HubOptions();
}
