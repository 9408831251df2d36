package io.twinhub.bootstrap.cli.option;

import picocli.CommandLine.Mixin;

/** A command about one device or one module of a hub. */
public abstract class TargetCommand extends HubCommand {
  /** The options that name the device or module. */
  @Mixin
  protected final TargetOption target;

  /** A command about the device or module that {@code target} names. */
  protected TargetCommand(TargetOption target) {
    this.target = target;
  }
}
