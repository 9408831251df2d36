package io.twinhub.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A device on a socket of its own, without threads: nothing is read before somebody asks for it. */
public interface RawDevice extends AutoCloseable {
  /** What a status is divided by to tell whether it is good. */
  int HUNDRED = 100;

  /** Reports, and waits for the answer. */
  default void report() throws IOException {
    int status = report("{\"state\":\"on\"}".getBytes(StandardCharsets.UTF_8));
    if (status / HUNDRED != 2) {
      throw new IOException("status " + status);
    }
  }

  /** Reports {@code body}, whatever it holds; the status of the answer. */
  int report(byte[] body) throws IOException;

  /** Waits for a change of desired properties. */
  void awaitChange() throws IOException;

  @Override
  void close() throws IOException;
}
