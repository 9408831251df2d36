package io.twinhub.local.frontend.amqp;

import io.netty.buffer.ByteBuf;
import io.twinhub.local.frontend.amqp.frame.FrameCutter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Begin;
import org.apache.qpid.proton.amqp.transport.Close;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.Transfer;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.WritableBuffer;

/** Bytes that no honest engine would send. */
final class Frames {
  static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};
  static final byte[] SASL_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};

  private Frames() {}

  /** A frame on {@code channel} with a performative and what follows it. */
  static byte[] of(int channel, FrameBody body, byte... payload) {
    return raw(channel, join(encoded(body), payload));
  }

  /** A frame with any bytes behind a lawful head. */
  static byte[] raw(int channel, byte... body) {
    return ByteBuffer.allocate(8 + body.length)
        .putInt(8 + body.length)
        .put((byte) 2)
        .put((byte) 0)
        .putShort((short) channel)
        .put(body)
        .array();
  }

  /** Why the hub ends links and the connection, as its frames say. */
  static List<String> endings(List<FrameBody> bodies) {
    List<String> endings = new ArrayList<>();
    for (FrameBody body : bodies) {
      if (body instanceof Close close) {
        endings.add(Peer.text(close.getError()).orElse(""));
      } else if (body instanceof Detach detach) {
        endings.add(Peer.text(detach.getError()).orElse(""));
      }
    }
    return endings;
  }

  /** What the hub's frames in {@code bytes} say, without headers and empty frames; releases them. */
  static List<FrameBody> bodies(ByteBuf bytes) {
    List<FrameBody> bodies = new ArrayList<>();
    DecoderImpl decoder = new DecoderImpl();
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
    while (bytes.isReadable()) {
      boolean header = FrameCutter.isHeader(bytes);
      byte[] frame = new byte[header ? AMQP_HEADER.length : bytes.getInt(bytes.readerIndex())];
      bytes.readBytes(frame);
      decoder.setByteBuffer(ByteBuffer.wrap(frame, 8, frame.length - 8));
      if (frame.length > 8 && decoder.readObject() instanceof FrameBody body) {
        bodies.add(body);
      }
    }
    bytes.release();
    return bodies;
  }

  /** The AMQP encoding of a value. */
  static byte[] encoded(Object value) {
    DecoderImpl decoder = new DecoderImpl();
    EncoderImpl encoder = new EncoderImpl(decoder);
    AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    WritableBuffer.ByteBufferWrapper buffer =
        WritableBuffer.ByteBufferWrapper.allocate(1024 * 1024);
    encoder.setByteBuffer(buffer);
    encoder.writeObject(value);
    byte[] bytes = new byte[buffer.position()];
    buffer.byteBuffer().flip().get(bytes);
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Begin begin() {
    Begin begin = new Begin();
    begin.setNextOutgoingId(UnsignedInteger.ONE);
    begin.setIncomingWindow(UnsignedInteger.valueOf(1000));
    begin.setOutgoingWindow(UnsignedInteger.valueOf(1000));
    return begin;
  }

  static Attach attach(String name, int handle) {
    Attach attach = new Attach();
    attach.setName(name);
    attach.setHandle(UnsignedInteger.valueOf(handle));
    attach.setRole(Role.SENDER);
    attach.setInitialDeliveryCount(UnsignedInteger.ZERO);
    return attach;
  }

  static Flow flow(UnsignedInteger handle) {
    Flow flow = new Flow();
    flow.setNextIncomingId(UnsignedInteger.ONE);
    flow.setIncomingWindow(UnsignedInteger.MAX_VALUE);
    flow.setNextOutgoingId(UnsignedInteger.ONE);
    flow.setOutgoingWindow(UnsignedInteger.MAX_VALUE);
    flow.setHandle(handle);
    flow.setDeliveryCount(UnsignedInteger.MAX_VALUE);
    flow.setLinkCredit(UnsignedInteger.MAX_VALUE);
    return flow;
  }

  static Transfer transfer(int handle, int id, boolean more) {
    Transfer transfer = new Transfer();
    transfer.setHandle(UnsignedInteger.valueOf(handle));
    transfer.setDeliveryId(UnsignedInteger.valueOf(id));
    transfer.setDeliveryTag(new Binary(new byte[] {(byte) id}));
    transfer.setMore(more);
    return transfer;
  }
}
