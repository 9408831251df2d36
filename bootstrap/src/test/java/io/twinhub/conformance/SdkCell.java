package io.twinhub.conformance;

import java.util.List;
import java.util.Optional;

/**
 * One cell of the SDK matrix, as a program prints it: {@code cell}, then the members, parted by tabs.
 *
 * @param sdk the SDK's language
 * @param transport the transport; {@value #SERVICE} for the service clients
 * @param credential with what the device proves itself; empty for the service clients
 * @param operation what was done
 * @param result {@value #OK}; else {@code none: } or {@code failed: } and why
 */
record SdkCell(String sdk, String transport, String credential, String operation, String result) {
  static final String SERVICE = "service";

  private static final String WORD = "cell";
  private static final String OK = "ok";
  private static final String NONE = "none: ";
  private static final int MEMBERS = 6;

  /** The cell in a line, if it is one. */
  static Optional<SdkCell> parse(String line) {
    List<String> members = List.of(line.split("\t", -1));
    return members.size() == MEMBERS && members.get(0).equals(WORD)
        ? Optional.of(new SdkCell(
            members.get(1), members.get(2), members.get(3), members.get(4), members.get(5)))
        : Optional.empty();
  }

  /** The line that stands for this cell. */
  String line() {
    return String.join("\t", WORD, sdk, transport, credential, operation, result);
  }

  /** The same cell, and that it is well. */
  SdkCell ok() {
    return with(OK);
  }

  /** The same cell, of an SDK that says why it does not have this. */
  SdkCell none(String why) {
    return with(NONE + why);
  }

  /** The same cell, and what went wrong. */
  SdkCell failed(String why) {
    return with("failed: " + why);
  }

  private SdkCell with(String other) {
    return new SdkCell(sdk, transport, credential, operation, other.replaceAll("\\s+", " "));
  }

  boolean isOk() {
    return result.equals(OK);
  }

  /** Why the SDK does not have this, if it says so. */
  Optional<String> missing() {
    return result.startsWith(NONE)
        ? Optional.of(result.substring(NONE.length()))
        : Optional.empty();
  }

  /** Where in the matrix this cell stands. */
  String place() {
    return String.join(" ", sdk, transport, credential, operation).replaceAll(" +", " ");
  }
}
