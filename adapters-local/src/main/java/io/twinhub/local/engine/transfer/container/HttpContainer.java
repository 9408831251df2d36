package io.twinhub.local.engine.transfer.container;

import io.twinhub.domain.transfer.ContainerUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A container of a blob store, by its URI with a shared access signature. Blobs are read in ranges and
 * written in blocks of 4 MB, so that their size does not matter to the memory. Source: Azure's pages on the
 * REST API of blob storage.
 */
public final class HttpContainer implements Container {
  /** The bytes of a range or a block. */
  static final int BLOCK_BYTES = 4 * 1024 * 1024;

  /** The most blocks of a blob. Source: Azure's page on block blobs. */
  static final int BLOCKS_MAX = 50_000;

  /** The largest answer that is not a range, in bytes. Own limit. */
  private static final int ANSWER_BYTES_MAX = 64 * 1024;

  private static final String VERSION = "2021-08-06";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int PARTIAL = 206;
  private static final int CHANGED = 412;

  private final ContainerUri uri;
  private final BlobHttp http;

  /** A container; {@code stop} ends requests early. */
  public HttpContainer(ContainerUri uri, Stop stop) {
    this.uri = uri;
    this.http = new BlobHttp(stop);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("x-ms-version", VERSION);
  }

  private URI operation(String name, String parameters) {
    String blob = uri.blob(name).toString();
    return URI.create(blob + (blob.contains("?") ? "&" : "?") + parameters);
  }

  /** A block that is never committed is invisible, and the store throws it away. */
  @Override
  public void requireWritable(String name) throws ContainerException {
    HttpRequest probe = request(operation(name, "comp=block&blockid=" + blockId(0)))
        .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'\n'}))
        .build();
    require(http.once(probe, ANSWER_BYTES_MAX), CREATED, "write '%s'".formatted(name));
  }

  private static void require(HttpResponse<byte[]> answer, int status, String what)
      throws ContainerException {
    if (answer.statusCode() != status) {
      throw BlobHttp.refused(answer, what);
    }
  }

  /** All ids of a blob have one length. */
  private static String blockId(int number) {
    String text = "%08d".formatted(number);
    return Base64.getUrlEncoder()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII))
        .replace("=", "%3D");
  }

  @Override
  public BlobInput open(String name) throws ContainerException {
    HttpRequest head = request(uri.blob(name))
        .method("HEAD", HttpRequest.BodyPublishers.noBody())
        .build();
    HttpResponse<byte[]> answer = http.once(head, ANSWER_BYTES_MAX);
    require(answer, OK, "read '%s'".formatted(name));
    long bytes = answer.headers().firstValueAsLong("Content-Length").orElse(0);
    String etag = answer.headers().firstValue("ETag").orElse("");
    return new BlobInput(new Ranges(name, bytes, etag), bytes);
  }

  @Override
  public BlobOutput create(String name) {
    return new Blocks(name);
  }

  /** The bytes of a blob, range by range. */
  private final class Ranges extends InputStream {
    private final String name;
    private final long bytes;
    private final String etag;
    private long next;
    private byte[] range = new byte[0];
    private int at;

    Ranges(String name, long bytes, String etag) {
      this.name = name;
      this.bytes = bytes;
      this.etag = etag;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (at == range.length && !fetch()) {
        return -1;
      }
      int count = Math.min(length, range.length - at);
      System.arraycopy(range, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean fetch() throws ContainerException {
      if (next >= bytes) {
        return false;
      }
      long last = Math.min(bytes, next + BLOCK_BYTES) - 1;
      HttpRequest.Builder get =
          request(uri.blob(name)).header("Range", "bytes=%d-%d".formatted(next, last));
      if (!etag.isEmpty()) {
        get.header("If-Match", etag);
      }
      HttpResponse<byte[]> answer = http.send(get.build(), BLOCK_BYTES);
      if (answer.statusCode() == CHANGED) {
        throw new ContainerException("had '%s' replaced while it was read".formatted(name));
      }
      boolean whole = answer.statusCode() == OK && next == 0 && last == bytes - 1;
      if (answer.statusCode() != PARTIAL && !whole) {
        throw BlobHttp.refused(answer, "read '%s'".formatted(name));
      }
      if (answer.body().length != last - next + 1) {
        throw new ContainerException("sent only a part of '%s'".formatted(name));
      }
      range = answer.body();
      at = 0;
      next = last + 1;
      return true;
    }
  }

  /** A blob that is written block by block. */
  private final class Blocks implements BlobOutput {
    private final String name;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final List<String> ids = new ArrayList<>();

    Blocks(String name) {
      this.name = name;
    }

    @Override
    public void write(byte[] bytes) throws ContainerException {
      if (gathered.size() + bytes.length > BLOCK_BYTES) {
        put();
      }
      gathered.writeBytes(bytes);
    }

    private void put() throws ContainerException {
      if (gathered.size() == 0) {
        return;
      }
      if (ids.size() == BLOCKS_MAX) {
        throw new ContainerException(
            "takes no blob with more than %d blocks".formatted(BLOCKS_MAX));
      }
      String id = blockId(ids.size());
      HttpRequest put = request(operation(name, "comp=block&blockid=" + id))
          .PUT(HttpRequest.BodyPublishers.ofByteArray(gathered.toByteArray()))
          .build();
      require(http.send(put, ANSWER_BYTES_MAX), CREATED, "write '%s'".formatted(name));
      ids.add(id.replace("%3D", "="));
      gathered.reset();
    }

    @Override
    public void commit() throws ContainerException {
      put();
      StringBuilder list =
          new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
      ids.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
      HttpRequest put = request(operation(name, "comp=blocklist"))
          .PUT(HttpRequest.BodyPublishers.ofString(list.append("</BlockList>").toString()))
          .build();
      require(http.send(put, ANSWER_BYTES_MAX), CREATED, "write '%s'".formatted(name));
    }

    @Override
    public void close() {
      gathered.reset(); // The store throws away blocks that were not committed.
    }
  }
}
