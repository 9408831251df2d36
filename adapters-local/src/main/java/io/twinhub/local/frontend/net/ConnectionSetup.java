package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelPipeline;

/** What a protocol adds to a new connection, behind TLS. */
@FunctionalInterface
public interface ConnectionSetup {

  /**
   * Adds the protocol's handlers. Called on the connection's event loop.
   *
   * @param pipeline the pipeline, whose bytes are not encrypted at this point
   * @param work runs the connection's requests in order, off the event loop
   */
  void addHandlers(ChannelPipeline pipeline, SerialExecutor work);

  /**
   * Adds this protocol's handlers to a connection that is already open, as after a WebSocket upgrade; its
   * errors end the connection as on a new one.
   */
  default void continueOn(ChannelPipeline pipeline, SerialExecutor work) {
    LastResort.addBefore(pipeline, this, work);
  }
}
