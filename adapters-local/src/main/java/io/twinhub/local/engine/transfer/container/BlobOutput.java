package io.twinhub.local.engine.transfer.container;

/** A blob that is being written. Closing it without {@link #commit} throws away what was written. */
public interface BlobOutput extends AutoCloseable {

  /** Appends bytes. */
  void write(byte[] bytes) throws ContainerException;

  /** Makes the blob visible as a whole, in place of an older one. */
  void commit() throws ContainerException;

  @Override
  void close();
}
