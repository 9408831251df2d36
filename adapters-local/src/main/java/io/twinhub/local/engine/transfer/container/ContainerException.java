package io.twinhub.local.engine.transfer.container;

import java.io.IOException;

/** A container cannot be used. The message continues "the container URI …" and holds no secret. */
public final class ContainerException extends IOException {
  private static final long serialVersionUID = 1L;

  ContainerException(String problem) {
    super(problem);
  }

  /** The problem, which continues "the container URI …". */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
