package io.twinhub.bootstrap;

import java.util.Optional;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /** Prints the version; the jar's manifest knows it, a class folder does not. */
  public static void main(String[] args) {
    String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
    System.out.println("twinhub " + version);
  }
}
