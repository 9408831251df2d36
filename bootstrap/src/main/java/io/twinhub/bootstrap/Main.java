package io.twinhub.bootstrap;

import io.twinhub.bootstrap.cli.TwinhubCommand;
import java.util.Optional;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] args) {
    Headstart.begin(args);
    System.exit(TwinhubCommand.forArguments(Twinhub::start, version(), args).execute(args));
  }

  /** The product's version, which only the jar's manifest holds; a class folder has none. */
  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }
}
