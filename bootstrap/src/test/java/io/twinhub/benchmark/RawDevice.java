package io.twinhub.benchmark;

import java.io.IOException;

/** A device on a socket of its own, without threads: nothing is read before somebody asks for it. */
public interface RawDevice extends AutoCloseable {

  /** Reports, and waits for the answer. */
  void report() throws IOException;

  /** Waits for a change of desired properties. */
  void awaitChange() throws IOException;

  @Override
  void close() throws IOException;
}
