package io.twinhub.local.frontend.mqtt.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.util.ReferenceCountUtil;
import io.twinhub.local.frontend.net.ProtocolViolation;

/**
 * Two handlers around Netty's decoder. They ensure that every frame becomes exactly one packet. Otherwise a
 * field that claims more bytes than its packet has would be filled from the packets that follow.
 */
public final class FrameCheck {
  private boolean decoded;
  private boolean refused;

  /** The handler before the decoder. */
  public ChannelHandler before() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf)) {
          context.fireChannelRead(message);
        } else if (refused) {
          ReferenceCountUtil.release(message);
        } else {
          decode(context, message);
        }
      }
    };
  }

  private void decode(ChannelHandlerContext context, Object frame) {
    decoded = false;
    context.fireChannelRead(frame);
    if (!decoded) {
      refused = true;
      context.fireChannelRead(MqttMessageFactory.newInvalidMessage(
          new ProtocolViolation("malformed packet: a field is longer than its packet")));
    }
  }

  /** The handler behind the decoder. */
  public ChannelHandler after() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        decoded = true;
        context.fireChannelRead(message);
      }
    };
  }
}
