package io.twinhub.bootstrap.cli.print;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Standard output, which remembers that it could not be written: Java's own says nothing of it, and a command
 * whose answer is lost would count as done.
 */
public final class StandardOutput extends OutputStream {
  /** What systems say if the reader of a pipe has read enough, which is no failure. */
  private static final String PIPE_CLOSED = "Broken pipe";

  private final OutputStream target;
  private Optional<IOException> failure = Optional.empty();

  /** Output that goes to {@code target}. */
  StandardOutput(OutputStream target) {
    this.target = target;
  }

  /** Puts itself in the place of Java's own. */
  public static StandardOutput take() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Charset charset = Charset.forName(System.getProperty(
        "stdout.encoding",
        System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name())));
    System.setOut(new PrintStream(output, false, charset));
    return output;
  }

  /** What went wrong, for the user; empty if everything was written that anybody wanted to read. */
  public Optional<String> problem() {
    return failure
        .map(IOException::getMessage)
        .filter(message -> !message.equals(PIPE_CLOSED))
        .map("the output cannot be written: "::concat);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(failure.orElse(e));
      throw e;
    }
  }
}
