package io.twinhub.bootstrap.cli.option;

import picocli.CommandLine.Mixin;

/** A command that asks a hub something. */
public abstract class HubCommand implements Runnable {
  /** The options that name the hub and say how its answer is printed. */
  @Mixin
  protected final HubOptions options = new HubOptions();
}
