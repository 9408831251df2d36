package io.twinhub.local.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.twinhub.local.frontend.amqp.AmqpFuzzer;
import io.twinhub.local.frontend.https.HttpFuzzer;
import io.twinhub.local.frontend.https.WebSocketFuzzer;
import io.twinhub.local.frontend.mqtt.MqttFuzzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzers found worth keeping, each time; and damaged copies of it, by seeds that are printed. */
@Timeout(120)
class FuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final int SEEDS = 300;
  private static final int DAMAGES_MAX = 8;

  /** What is fuzzed, as the script names it. */
  private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
      "amqp", AmqpFuzzer::run,
      "http", HttpFuzzer::run,
      "json", JsonFuzzer::run,
      "mqtt", MqttFuzzer::run,
      "websocket", WebSocketFuzzer::run);

  static Stream<String> targets() {
    return TARGETS.keySet().stream().sorted();
  }

  private static void feed(String target, byte[] input) {
    Optional.ofNullable(TARGETS.get(target)).orElseThrow().accept(input);
  }

  private static List<Path> corpus(String target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
      return files.sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> each_input_that_was_kept_harms_nobody() {
    return targets().flatMap(FuzzTest::ofTarget);
  }

  private static Stream<DynamicTest> ofTarget(String target) {
    try {
      return corpus(target).stream()
          .map(file -> DynamicTest.dynamicTest(
              target + " " + file.getFileName(), () -> feed(target, Files.readAllBytes(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void damaged_inputs_harm_nobody(String target) throws IOException {
    List<Path> corpus = corpus(target);
    for (long seed : new Random(20261121).longs(SEEDS).toArray()) {
      Random random = new Random(seed);
      byte[] input = Files.readAllBytes(corpus.get(random.nextInt(corpus.size())));
      for (int i = random.nextInt(DAMAGES_MAX); i >= 0 && input.length > 1; i--) {
        input[1 + random.nextInt(input.length - 1)] = (byte) random.nextInt();
      }
      assertThatCode(() -> feed(target, input)).as("seed %d", seed).doesNotThrowAnyException();
    }
  }
}
