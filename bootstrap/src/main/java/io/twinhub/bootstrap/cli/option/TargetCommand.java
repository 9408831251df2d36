package io.twinhub.bootstrap.cli.option;

import picocli.CommandLine.Mixin;

/** A command about one device or one module of a hub. */
public abstract class TargetCommand extends HubCommand {
  /** Which device or module. */
  @Mixin
  protected final TargetOption target;

  /** A command about what {@code target} names. */
  protected TargetCommand(TargetOption target) {
    this.target = target;
  }
}
