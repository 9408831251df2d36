package io.twinhub.bootstrap.mcp.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Cuts a stream into lines, none longer than a limit. */
final class BoundedLines {
  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final int max;
  private final byte[] buffer = new byte[BUFFER];
  private int begin;
  private int end;

  BoundedLines(InputStream in, int max) {
    this.in = in;
    this.max = max;
  }

  /**
   * One line without its end.
   *
   * @param bytes what it holds; of a line that is too long, the beginning
   * @param complete whether that is all
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and read once
  record Line(byte[] bytes, boolean complete) {}

  /** The next line; empty at the end. What follows the last line end is a line too. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean complete = true;
    boolean any = false;
    while (begin < end || fill()) {
      any = true;
      int stop = begin;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      int kept = Math.min(stop - begin, max - line.size());
      line.write(buffer, begin, kept);
      complete = complete && kept == stop - begin;
      begin = stop + 1;
      if (stop < end) {
        break;
      }
    }
    return any ? Optional.of(new Line(line.toByteArray(), complete)) : Optional.empty();
  }

  private boolean fill() throws IOException {
    begin = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
