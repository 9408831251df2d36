package io.twinhub.azure.rest;

import java.io.IOException;
import java.time.Duration;

/** Sends requests to the REST API of one hub. */
public interface RestSender {

  /**
   * Sends {@code call} and returns its answer, which may be a refusal.
   *
   * @param wait how long one answer may take
   * @throws IOException if no answer comes
   */
  RestAnswer send(RestCall call, Duration wait) throws IOException, InterruptedException;
}
