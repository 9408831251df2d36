package io.twinhub.local.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.twinhub.local.frontend.amqp.AmqpFuzzer;
import io.twinhub.local.frontend.https.HttpFuzzer;
import io.twinhub.local.frontend.https.WebSocketFuzzer;
import io.twinhub.local.frontend.mqtt.MqttFuzzer;
import io.twinhub.local.json.JsonFuzzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzers found worth keeping, each time; and damaged copies of it, by seeds that are printed. */
@Timeout(120)
class FuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final int SEEDS = 300;
  private static final int DAMAGES_MAX = 8;

  /** What is fuzzed; the script takes the names in lower case. */
  enum Target {
    AMQP(AmqpFuzzer::run),
    HTTP(HttpFuzzer::run),
    JSON(JsonFuzzer::run),
    MQTT(MqttFuzzer::run),
    WEBSOCKET(WebSocketFuzzer::run);

    private final transient Consumer<byte[]> run;

    Target(Consumer<byte[]> run) {
      this.run = run;
    }

    private List<Path> corpus() throws IOException {
      try (Stream<Path> files = Files.list(CORPUS.resolve(name().toLowerCase(Locale.ROOT)))) {
        return files.sorted().toList();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> each_input_that_was_kept_harms_nobody() {
    return Stream.of(Target.values()).flatMap(FuzzTest::ofTarget);
  }

  private static Stream<DynamicTest> ofTarget(Target target) {
    try {
      return target.corpus().stream()
          .map(file -> DynamicTest.dynamicTest(
              target + " " + file.getFileName(), () -> target.run.accept(Files.readAllBytes(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void damaged_inputs_harm_nobody(Target target) throws IOException {
    List<Path> corpus = target.corpus();
    for (long seed : new Random(20261121).longs(SEEDS).toArray()) {
      Random random = new Random(seed);
      byte[] input = Files.readAllBytes(corpus.get(random.nextInt(corpus.size())));
      for (int i = random.nextInt(DAMAGES_MAX); i >= 0 && input.length > 1; i--) {
        input[1 + random.nextInt(input.length - 1)] = (byte) random.nextInt();
      }
      assertThatCode(() -> target.run.accept(input)).as("seed %d", seed).doesNotThrowAnyException();
    }
  }
}
