package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options that most commands on a hub share: which hub, and how to print its answer. */
public final class HubOptions {
  @Mixin
  private HubLogin login = new HubLogin();

  @Mixin
  private OutputOption output = new OutputOption();

  /** The REST API of the hub to work on. */
  public HubApi hub() {
    return login.hub();
  }

  /** The ports of the hub to work on. */
  public OpenHub open() {
    return login.open();
  }

  /** What {@code --login} names; see {@link HubLogin#named}. */
  public Optional<String> login() {
    return login.named();
  }

  /** The hub that runs here; see {@link HubLogin#local}. */
  public HubFacts local() {
    return login.local();
  }

  /** All hubs that run here, or the one that {@code --hub} names. */
  public List<HubFacts> all() {
    return login.all();
  }

  /** How to print an answer. */
  public OutputOption output() {
    return output;
  }

  /** Prints an answer. */
  public void print(JsonValue value) {
    output.print(value);
  }
}
