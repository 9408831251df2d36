package io.twinhub.bootstrap.cli.command.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser is started, or the user hears that there is none. */
class BrowserTest {
  @TempDir
  private Path folder;

  @Test
  void it_is_given_the_address_as_one_argument() throws Exception {
    Path shown = folder.resolve("shown");
    Path program = folder.resolve("browser");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$# $1\" > " + shown + ".part && mv " + shown + ".part " + shown + "\n");
    program.toFile().setExecutable(true);
    new Browser(List.of(program.toString())).open("http://127.0.0.1:1/?token=a&b;c");
    await().until(() -> Files.exists(shown));
    assertThat(shown).hasContent("1 http://127.0.0.1:1/?token=a&b;c");
  }

  @Test
  void without_a_browser_the_user_opens_the_address() {
    Browser none = new Browser(List.of(folder.resolve("none").toString()));
    assertThatThrownBy(() -> none.open("http://127.0.0.1:1/"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "no browser was started, since '%s' does not run here; open the address yourself"
                .formatted(folder.resolve("none")));
  }
}
