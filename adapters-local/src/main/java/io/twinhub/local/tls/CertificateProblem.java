package io.twinhub.local.tls;

import java.nio.file.Path;

/** A certificate file cannot be used. The message names the file and says what to do. */
public final class CertificateProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CertificateProblem(Path file, String whatIsWrong, String whatToDo) {
    super("certificate file %s: %s; %s".formatted(file, whatIsWrong, whatToDo));
  }
}
