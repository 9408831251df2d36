package io.twinhub.bootstrap.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetSource.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again; what is wrong is told with its line. */
class FleetFileTest {
  private static final String KEYS =
      "\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"MTExMTExMTExMTExMTExMQ==\","
          + "\"secondaryKey\":\"MjIyMjIyMjIyMjIyMjIyMg==\"}}";

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("fleet.jsonl");
  }

  private List<String> documents(Stage stage) {
    List<String> documents = new ArrayList<>();
    FleetFile fleet = FleetFile.open(file, Redaction.NONE);
    for (FleetEntry entry : fleet.members(stage)) {
      documents.add(FleetDocument.of(entry.member().get().orElseThrow()).toString());
    }
    assertThat(fleet.count(stage)).isEqualTo(documents.size());
    return documents;
  }

  @Nested
  class Reading {
    @Test
    void documents_come_back_as_they_are_written_stage_by_stage() throws IOException {
      String edge = "{\"deviceId\":\"e\"," + KEYS + ",\"capabilities\":{\"iotEdge\":true}}";
      String leaf = "{\"deviceId\":\"l\",\"authentication\":{\"type\":\"certificateAuthority\"},"
          + "\"status\":\"disabled\",\"statusReason\":\"why\",\"parents\":[\"e\"],"
          + "\"tags\":{\"a\":1.50000000000000000001},\"properties\":{\"desired\":{\"b\":2},"
          + "\"reported\":{\"c\":3}}}";
      String module =
          "{\"deviceId\":\"l\",\"moduleId\":\"m\",\"authentication\":{\"type\":\"none\"}}";
      Files.writeString(file, leaf + "\n\n" + module + "\r\n" + edge);
      assertThat(documents(Stage.EDGES)).containsExactly(edge);
      assertThat(documents(Stage.DEVICES)).containsExactly(leaf, edge);
      assertThat(documents(Stage.MODULES)).containsExactly(module);
    }

    @Test
    void an_empty_file_is_an_empty_fleet() throws IOException {
      Files.writeString(file, "");
      assertThat(documents(Stage.DEVICES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[]|expected a JSON object",
          "{\"tags\":{}}|deviceId is missing",
          "{\"deviceId\":\"a b\"}|device id 'a b': use 1 to 128 ASCII letters, digits and"
              + " - : . + % _ # * ? ! ( ) , = @ ; $ '",
          "{\"deviceId\":\"b\",\"tag\":{}}|tag is not a known field; the known fields are attributes,"
              + " authentication, capabilities, deviceId, managedBy, moduleId, parents, properties, status,"
              + " statusReason, tags",
          "{\"deviceId\":\"b\",\"properties\":{\"wanted\":{}}}|properties.wanted is not a known field;"
              + " the known fields are desired, reported",
          "{\"deviceId\":\"b\",\"tags\":1}|tags must be an object",
          "{\"deviceId\":\"b\",\"status\":\"on\"}|status must be enabled or disabled",
          "{\"deviceId\":\"a\"}|a occurs a second time",
          "{\"deviceId\":\"b\",\"Status\":\"disabled\"}|Status is not a known field; did you mean status?",
          "{\"deviceId\":\"b\",\"authentication\":{\"Type\":\"none\"}}|authentication.Type is not"
              + " a known field; did you mean type?",
          "{\"deviceId\":\"b\",\"authentication\":{\"symmetricKey\":{\"primary\":\"x\"}}}|"
              + "authentication.symmetricKey.primary is not a known field; the known fields are primaryKey,"
              + " secondaryKey",
          "{\"deviceId\":\"b\",\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"MTEx\","
              + "\"secondaryKey\":\"MTEx\"}}}|a key must be base64 text of 16 to 64 bytes",
          "{\"deviceId\":\"b\",\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"MTExMTExMTExMTExMTExMQ==\"}}}|"
              + "authentication.symmetricKey must contain both keys or neither",
          "{\"deviceId\":\"b\",\"authentication\":{\"symmetricKey\":{\"secondaryKey\":\"MTExMTExMTExMTExMTExMQ==\"}}}|"
              + "authentication.symmetricKey must contain both keys or neither",
        })
    void a_mistake_is_told_with_file_and_line(String line, String problem) throws IOException {
      Files.writeString(file, "{\"deviceId\":\"a\"}\n\n" + line + "\n{\"deviceId\":\"z\"}\n");
      assertThatThrownBy(() -> FleetFile.open(file, Redaction.NONE))
          .isInstanceOf(FileProblem.class)
          .hasMessage("%s:3: %s", file, problem);
    }

    @Test
    void what_is_no_text_and_what_never_ends_is_told() throws IOException {
      Files.write(file, new byte[] {'{', (byte) 0xff, '}', '\n'});
      assertThatThrownBy(() -> FleetFile.open(file, Redaction.NONE))
          .hasMessage("cannot read %s: line 1 is not UTF-8 text", file);
      Files.writeString(file, "{}\n" + " ".repeat(FileLines.LENGTH_MAX + 1));
      assertThatThrownBy(() -> FleetFile.open(file, Redaction.NONE))
          .hasMessageStartingWith(file + ":1: deviceId is missing");
      Files.writeString(file, "\n" + " ".repeat(FileLines.LENGTH_MAX + 1));
      assertThatThrownBy(() -> FleetFile.open(file, Redaction.NONE))
          .hasMessage(
              "cannot read %s: line 2 is longer than %d characters", file, FileLines.LENGTH_MAX);
    }

    @Test
    void a_file_that_is_not_there_is_told() {
      assertThatThrownBy(() -> FleetFile.open(file, Redaction.NONE))
          .hasMessage("cannot read %s: there is no such file or folder", file);
    }
  }

  @Nested
  class Writing {
    @Test
    void the_file_appears_whole_and_for_its_owner_only() throws IOException {
      try (FleetFileWriter out = FleetFileWriter.begin(file)) {
        out.write(JsonText.parseObject("{\"deviceId\":\"a\"}"));
        assertThat(file).doesNotExist();
        out.finish();
      }
      assertThat(file).hasContent("{\"deviceId\":\"a\"}\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void what_was_there_stays_until_the_new_one_is_whole() throws IOException {
      Files.writeString(file, "old");
      try (FleetFileWriter out = FleetFileWriter.begin(file)) {
        out.write(JsonText.parseObject("{}"));
      }
      assertThat(file).hasContent("old");
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_place_where_nothing_can_be_written_is_told() {
      Path nowhere = folder.resolve("none").resolve("x");
      assertThatThrownBy(() -> FleetFileWriter.begin(nowhere))
          .hasMessage("cannot write %s: there is no such file or folder", nowhere);
      assertThatThrownBy(() -> FleetFileWriter.begin(folder))
          .hasMessage("cannot write %s: it is a folder", folder);
    }
  }
}
