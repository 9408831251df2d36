package io.twinhub.local.engine.methods;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a device's connection that takes calls and answers them. */
public final class CallReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(CallReceiver.class);

  private final TwinAddress address;
  private final LocalMethods methods;
  private volatile Optional<Taking> taking = Optional.empty();

  /** One subscription; compared by identity. */
  private final class Taking implements Subscription {
    private final Consumer<MethodRequest> taker;

    Taking(Consumer<MethodRequest> taker) {
      this.taker = taker;
    }

    @Override
    public void close() {
      stop(this);
    }
  }

  CallReceiver(TwinAddress address, LocalMethods methods) {
    this.address = address;
    this.methods = methods;
  }

  TwinAddress address() {
    return address;
  }

  /** Hands calls to {@code taker} from now on, in place of an earlier taker. */
  public Subscription take(Consumer<MethodRequest> taker) {
    Taking one = new Taking(taker);
    become(Optional.of(one));
    methods.taking(this);
    return one;
  }

  private synchronized void become(Optional<Taking> next) {
    taking = next;
  }

  /** Ends a subscription, unless a newer one has replaced it. */
  private synchronized void stop(Taking one) {
    if (taking.filter(one::equals).isPresent()) {
      taking = Optional.empty();
      methods.notTaking(this);
    }
  }

  /** Answers a call; returns whether the caller was still waiting. */
  public boolean answer(CallId call, int status, byte[] payload) {
    return methods.answered(this, call, status, payload);
  }

  /** Ends the calls that the connection took, since it has ended. */
  public void end() {
    become(Optional.empty());
    methods.ended(this);
  }

  void tell(MethodRequest request) {
    taking.ifPresent(one -> {
      try {
        one.taker.accept(request);
      } catch (RuntimeException mistake) {
        LOG.error("a device's taker of calls failed", mistake);
      }
    });
  }
}
