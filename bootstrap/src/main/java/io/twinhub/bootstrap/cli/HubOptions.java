package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.json.JsonValue;
import picocli.CommandLine.Mixin;

/** The options that most commands on a hub share: which hub, and how to print its answer. */
final class HubOptions {
  @Mixin
  private HubLogin login = new HubLogin();

  @Mixin
  private OutputOption output = new OutputOption();

  /** The REST API of the hub to work on. */
  HubApi hub() {
    return login.hub();
  }

  /** The ports of the hub to work on. */
  OpenHub open() {
    return login.open();
  }

  /** The hub that runs here; see {@link HubLogin#local}. */
  HubFacts local() {
    return login.local();
  }

  /** How to print an answer. */
  OutputOption output() {
    return output;
  }

  /** Prints an answer. */
  void print(JsonValue value) {
    output.print(value);
  }
}
