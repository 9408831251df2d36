package io.twinhub.bootstrap;

import io.twinhub.bootstrap.cli.TwinhubCommand;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.cli.print.StandardOutput;
import java.util.Optional;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] args) {
    Headstart.begin(args);
    StandardOutput output = StandardOutput.take();
    int code =
        TwinhubCommand.execute(TwinhubCommand.forArguments(Twinhub::start, version(), args), args);
    System.out.flush();
    output.problem().ifPresent(problem -> System.err.println("twinhub: " + problem));
    System.exit(code == 0 && output.problem().isPresent() ? ExitCode.REFUSED : code);
  }

  /** The product's version, which only the jar's manifest holds; a class folder has none. */
  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }
}
