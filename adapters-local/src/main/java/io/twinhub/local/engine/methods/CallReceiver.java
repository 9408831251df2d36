package io.twinhub.local.engine.methods;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a device's connection that takes calls and answers them. */
public final class CallReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(CallReceiver.class);

  private final TwinAddress address;
  private final LocalMethods methods;
  private final AtomicReference<Optional<Taking>> taking = new AtomicReference<>(Optional.empty());

  /** One subscription; compared by identity. */
  private final class Taking implements Subscription {
    private final Consumer<MethodRequest> taker;

    Taking(Consumer<MethodRequest> taker) {
      this.taker = taker;
    }

    @Override
    public void close() {
      Optional<Taking> now = taking.get();
      if (now.filter(this::equals).isPresent() && taking.compareAndSet(now, Optional.empty())) {
        methods.notTaking(CallReceiver.this);
      }
    }
  }

  CallReceiver(TwinAddress address, LocalMethods methods) {
    this.address = address;
    this.methods = methods;
  }

  TwinAddress address() {
    return address;
  }

  /** Takes calls from now on, in place of an earlier taker. */
  public Subscription take(Consumer<MethodRequest> taker) {
    Taking one = new Taking(taker);
    taking.set(Optional.of(one));
    methods.taking(this);
    return one;
  }

  /** Answers a call; whether it was waited for. */
  public boolean answer(CallId call, int status, byte[] payload) {
    return methods.answered(this, call, status, payload);
  }

  /** The connection has ended, and with it the calls that it took. */
  public void end() {
    taking.set(Optional.empty());
    methods.ended(this);
  }

  void tell(MethodRequest request) {
    taking.get().ifPresent(one -> {
      try {
        one.taker.accept(request);
      } catch (RuntimeException mistake) {
        LOG.error("a device's taker of calls failed", mistake);
      }
    });
  }
}
