package io.twinhub.domain.guilty;

import java.util.Random;

/** Guilty: an etag that no test can foretell. */
public final class TwinThatRollsDice {
  private TwinThatRollsDice() {}

  public static int etag() {
    return new Random().nextInt();
  }
}
