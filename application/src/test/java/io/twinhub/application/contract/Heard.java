package io.twinhub.application.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a listener was told, for a test that waits for it. */
final class Heard<T> implements Consumer<T> {
  /** Longer than any hub may take; a test that passes does not wait so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<T> told = new LinkedBlockingQueue<>();

  @Override
  public void accept(T news) {
    told.add(news);
  }

  /** What was told next. */
  T next() {
    try {
      return Optional.ofNullable(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("nothing was told within " + PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for news", e);
    }
  }

  /** What was told and not taken yet. */
  List<T> soFar() {
    return List.copyOf(told);
  }
}
