package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelPipeline;

/** What a protocol adds to a new connection, behind TLS. */
@FunctionalInterface
public interface ConnectionSetup {

  /**
   * Adds the protocol's handlers. Called on the connection's event loop.
   *
   * @param pipeline bytes come and go in the clear here
   * @param work runs the connection's requests in order, off the event loop
   */
  void addHandlers(ChannelPipeline pipeline, SerialExecutor work);

  /**
   * Adds this protocol's handlers to a connection that lives already, as after a WebSocket upgrade; its
   * errors end the connection as those of a fresh one do.
   */
  default void continueOn(ChannelPipeline pipeline, SerialExecutor work) {
    LastResort.addBefore(pipeline, this, work);
  }
}
