package io.twinhub.application.port;

/** A subscription, which lasts until it is closed. Closing twice does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
