package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proposal and the client that waits for its answer.
 *
 * @param since when it began to wait, in {@link WaitLimit#looks}
 * @param own whether it is the hub's own, which must not be lost
 */
record Waiting<R>(Proposal<R> proposal, CompletableFuture<R> answer, int since, boolean own) {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  /** A client's proposal. */
  static <R> Waiting<R> of(Proposal<R> proposal, int since) {
    return new Waiting<>(proposal, new CompletableFuture<>(), since, false);
  }

  /** A proposal of the hub itself: it changes nothing that has to be kept, and is safe to apply twice. */
  static <R> Waiting<R> own(Proposal<R> proposal) {
    return new Waiting<>(proposal, new CompletableFuture<>(), 0, true);
  }

  /** Applies the proposal; the result answers the client and is to be run once the batch is committed. */
  Runnable applied(Transaction transaction) {
    try {
      R result = proposal.apply(transaction);
      return () -> answer.complete(result);
    } catch (HubException refusal) {
      return () -> answer.completeExceptionally(refusal);
    } catch (RuntimeException mistake) {
      LOG.error("a write failed because of an error of the hub", mistake);
      return () -> answer.completeExceptionally(mistake);
    }
  }
}
