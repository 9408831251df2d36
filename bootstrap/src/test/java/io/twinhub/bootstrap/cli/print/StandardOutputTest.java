package io.twinhub.bootstrap.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An answer that is lost is no success. */
class StandardOutputTest {
  private static StandardOutput failing(String reason) {
    return new StandardOutput(new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(reason);
      }
    });
  }

  private static void print(OutputStream output) {
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    out.println("an answer");
    out.println("another");
  }

  @Test
  void a_full_disk_is_told() {
    StandardOutput output = failing("No space left on device");
    print(output);
    assertThat(output.problem()).contains("the output cannot be written: No space left on device");
  }

  @Test
  void a_reader_who_has_read_enough_is_no_problem() {
    StandardOutput output = failing("Broken pipe");
    print(output);
    assertThat(output.problem()).isEmpty();
  }

  @Test
  void what_is_written_arrives() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(target);
    print(output);
    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("an answer\nanother\n");
    assertThat(output.problem()).isEmpty();
  }
}
