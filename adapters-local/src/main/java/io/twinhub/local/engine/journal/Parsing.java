package io.twinhub.local.engine.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parses documents while more are read: one thread reads, all processors parse. The reading thread hands
 * out the results in order.
 *
 * @param <R> the result of parsing a document
 */
final class Parsing<R> implements AutoCloseable {
  /** How many documents are parsed as one task. */
  private static final int PIECE = 256;

  /** How many tasks per processor may be pending, parsed or not; bounds the memory. */
  private static final int PIECES_PER_PROCESSOR = 3;

  private final int processors = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(processors, work -> {
    Thread thread = new Thread(work, "twinhub-load");
    thread.setDaemon(true);
    return thread;
  });
  private final Deque<Future<List<R>>> waiting = new ArrayDeque<>();
  private final BiFunction<String, byte[], R> parser;
  private final Consumer<R> consumer;
  private List<Supplier<R>> piece = new ArrayList<>(PIECE);

  Parsing(BiFunction<String, byte[], R> parser, Consumer<R> consumer) {
    this.parser = parser;
    this.consumer = consumer;
  }

  /** Takes a document. Fails with what the parser threw, perhaps for an earlier document. */
  void add(String address, byte[] bytes) {
    piece.add(() -> parser.apply(address, bytes));
    if (piece.size() == PIECE) {
      submit();
    }
    while (waiting.size() > processors * PIECES_PER_PROCESSOR) {
      handOut();
    }
  }

  private void submit() {
    List<Supplier<R>> documents = piece;
    piece = new ArrayList<>(PIECE);
    waiting.add(workers.submit(() -> documents.stream().map(Supplier::get).toList()));
  }

  private void handOut() {
    try {
      waiting.remove().get().forEach(consumer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while twins were loaded", e);
    }
  }

  /** Hands out the remaining results. */
  void finish() {
    submit();
    while (!waiting.isEmpty()) {
      handOut();
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
