package io.twinhub.bootstrap.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.conformance.JsonCorpus;
import io.twinhub.domain.twin.TwinRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus of JSON texts in files that users write: each is read, or named as a problem of the file. */
@Timeout(120)
class HostileFilesTest {
  @TempDir
  private Path folder;

  /** What happened to those texts that ended in anything but a reading or a problem of the file. */
  private List<String> failures(String name, String template, Consumer<Path> reading)
      throws IOException {
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, byte[]> text : JsonCorpus.all().entrySet()) {
      Path file = Files.write(folder.resolve(name), JsonCorpus.in(template, text.getValue()));
      try {
        reading.accept(file);
      } catch (FileProblem named) {
        assertThat(named).hasMessageContaining(name);
      } catch (RuntimeException | StackOverflowError unforeseen) {
        failures.add(text.getKey() + ": " + unforeseen);
      }
    }
    return failures;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "devices: [{deviceId: a, tags: {x: @}}]",
        "{\"devices\":[{\"deviceId\":\"a\",\"tags\":{\"x\":@}}]}",
        "devices:\n  - deviceId: a\n    properties:\n      desired:\n        x: @\n",
        "policies: [{name: @, permissions: [RegistryRead]}]"
      })
  void as_seeds(String template) throws IOException {
    assertThat(failures("seed.yaml", template, file -> SeedFile.read(file, TwinRules.DEFAULT)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "{\"deviceId\":\"a\",\"tags\":{\"x\":@}}",
        "{\"deviceId\":\"a\",\"authentication\":@}",
        "{\"deviceId\":@,\"properties\":{\"reported\":@}}\n"
      })
  void as_exported_fleets(String template) throws IOException {
    assertThat(failures("fleet.jsonl", template, HostileFilesTest::readAll)).isEmpty();
  }

  private static void readAll(Path file) {
    FleetFile fleet = FleetFile.open(file, Redaction.NONE);
    for (FleetSource.Stage stage : FleetSource.Stage.values()) {
      for (FleetEntry entry : fleet.members(stage)) {
        assertThat(entry.member().get()).isNotNull();
      }
    }
  }
}
