package io.twinhub.local.engine.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads the lines of a file one after the other. Lines without content are skipped, but counted. */
final class Lines {
  /** The longest line, in bytes: the largest twin with its metadata, several times over. Own limit. */
  static final int LINE_BYTES_MAX = 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long number;
  private long bytes;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * A line.
   *
   * @param number its number, from 1
   * @param text its bytes without the end of the line; empty if it is longer than {@link #LINE_BYTES_MAX}
   */
  record Line(long number, Optional<byte[]> text) {}

  /** The next line with content; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    while (fill()) {
      ByteArrayOutputStream gathered = new ByteArrayOutputStream();
      boolean fits = true;
      boolean ended = false;
      while (!ended && fill()) {
        int from = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        fits &= gathered.size() + at - from <= LINE_BYTES_MAX;
        if (fits) {
          gathered.write(buffer, from, at - from);
        }
        ended = at < end;
        at += ended ? 1 : 0;
        bytes += at - from;
      }
      number++;
      byte[] text = trimmed(gathered.toByteArray(), number == 1);
      if (!fits || text.length > 0) {
        return Optional.of(new Line(number, fits ? Optional.of(text) : Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return at < end;
  }

  private static byte[] trimmed(byte[] line, boolean first) {
    int from = 0;
    if (first
        && Arrays.equals(
            line,
            0,
            Math.min(BYTE_ORDER_MARK.length, line.length),
            BYTE_ORDER_MARK,
            0,
            BYTE_ORDER_MARK.length)) {
      from = BYTE_ORDER_MARK.length;
    }
    int to = line.length;
    while (to > from && line[to - 1] <= ' ' && line[to - 1] >= 0) {
      to--;
    }
    return Arrays.copyOfRange(line, from, to);
  }

  /** How many bytes were read so far. */
  long bytes() {
    return bytes;
  }
}
