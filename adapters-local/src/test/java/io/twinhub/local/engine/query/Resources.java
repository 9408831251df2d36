package io.twinhub.local.engine.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the files that hold test data of the query language. */
public final class Resources {
  private Resources() {}

  /** The text of {@code query/name}. */
  public static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream("/query/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
