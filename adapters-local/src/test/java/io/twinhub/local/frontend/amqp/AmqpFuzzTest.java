package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer found worth keeping, each time; and damaged copies of it, by seeds that are printed. */
@Timeout(120)
class AmqpFuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/amqp/corpus");
  private static final int SEEDS = 300;

  static List<Long> seeds() {
    return new Random(20261121).longs(SEEDS).boxed().toList();
  }

  private static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> each_input_that_was_kept_harms_nobody() throws IOException {
    return corpus().stream()
        .map(file -> DynamicTest.dynamicTest(
            String.valueOf(file.getFileName()), () -> AmqpFuzzer.run(Files.readAllBytes(file))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damaged_inputs_harm_nobody(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> corpus = corpus();
    byte[] input = Files.readAllBytes(corpus.get(random.nextInt(corpus.size())));
    for (int i = random.nextInt(8); i >= 0 && input.length > 1; i--) {
      input[1 + random.nextInt(input.length - 1)] = (byte) random.nextInt();
    }
    assertThatCode(() -> AmqpFuzzer.run(input)).doesNotThrowAnyException();
  }
}
