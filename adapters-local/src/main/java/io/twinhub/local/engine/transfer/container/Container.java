package io.twinhub.local.engine.transfer.container;

/** Blobs by name. */
public interface Container {

  /**
   * Checks that a blob can be written, and changes nothing that a reader would see.
   *
   * @throws ContainerException if not
   */
  void requireWritable(String name) throws ContainerException;

  /**
   * Opens a blob.
   *
   * @throws ContainerException if there is none, or it cannot be read
   */
  BlobInput open(String name) throws ContainerException;

  /**
   * Begins a blob. Nobody sees it before {@link BlobOutput#commit}.
   *
   * @throws ContainerException if it cannot be written
   */
  BlobOutput create(String name) throws ContainerException;
}
