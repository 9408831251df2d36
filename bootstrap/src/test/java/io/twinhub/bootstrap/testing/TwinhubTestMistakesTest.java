package io.twinhub.bootstrap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test that asks for a hub in the wrong way is told. */
@Timeout(120)
class TwinhubTestMistakesTest {
  @TwinhubTest(seed = "none.yaml")
  static class NoSeed {
    @Test
    void test() {}
  }

  @TwinhubTest(seed = "wrong.yaml")
  static class WrongSeed {
    @Test
    void test() {}
  }

  @TwinhubTest(seed = "wrong.yaml", sockets = true)
  static class WrongSeedWithSockets {
    @Test
    void test() {}
  }

  @TwinhubTest(queryLag = "soon")
  static class WrongLag {
    @Test
    void test() {}
  }

  @TwinhubTest(address = "127.0.0.5")
  static class AddressWithoutSockets {
    @Test
    void test() {}
  }

  @TwinhubTest(address = "10.0.0.1", sockets = true)
  static class ForeignAddress {
    @Test
    void test() {}
  }

  @TwinhubTest(address = "127.0.0.500", sockets = true)
  static class NoAddress {
    @Test
    void test() {}
  }

  @TwinhubTest
  static class SocketsWanted {
    @Test
    void test(Twinhub hub) {}
  }

  @TwinhubTest
  static class StringWanted {
    @Test
    void test(@ConnectionString String backEnds) {}
  }

  @TwinhubTest
  static class StringOfDevice {
    @Test
    void test(@Device("pump") TestDevice device) {
      device.connectionString();
    }
  }

  @TwinhubTest
  static class WrongTypeOfDevice {
    @Test
    void test(@Device("pump") String device) {}
  }

  @TwinhubTest
  static class WrongTypeOfString {
    @Test
    void test(@ConnectionString Integer text) {}
  }

  @TwinhubTest
  static class WrongId {
    @Test
    void test(@Device("a b") TestDevice device) {}
  }

  @TwinhubTest(clockAt = "noon")
  static class WrongClock {
    @Test
    void test(TestHub hub) {}
  }

  @TwinhubTest(randomSeed = "many")
  static class WrongRandomSeed {
    @Test
    void test(TestHub hub) {}
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            NoSeed.class, "@TwinhubTest(seed = \"none.yaml\") of NoSeed: there is neither a file"),
        Arguments.of(WrongSeed.class, "wrong.yaml:2: devices[0]"),
        Arguments.of(WrongSeedWithSockets.class, "wrong.yaml:2: devices[0]"),
        Arguments.of(
            WrongClock.class,
            "@TwinhubTest(clockAt = \"noon\") of WrongClock: it is not a time such as"
                + " 2030-01-01T00:00:00Z"),
        Arguments.of(
            WrongRandomSeed.class,
            "@TwinhubTest(randomSeed = \"many\") of WrongRandomSeed: it is not a whole number"),
        Arguments.of(WrongLag.class, "@TwinhubTest(queryLag = \"soon\") of WrongLag: "),
        Arguments.of(
            AddressWithoutSockets.class,
            "@TwinhubTest(address = \"127.0.0.5\") of AddressWithoutSockets: only a hub with sockets"
                + " has one; add sockets = true"),
        Arguments.of(
            ForeignAddress.class,
            "@TwinhubTest(address = \"10.0.0.1\") of ForeignAddress: it is not a loopback address,"
                + " such as 127.0.0.5"),
        Arguments.of(
            NoAddress.class,
            "@TwinhubTest(address = \"127.0.0.500\") of NoAddress: it is not an address"),
        Arguments.of(
            SocketsWanted.class,
            "SocketsWanted.test: a hub in this process gives no test Twinhub; use @TwinhubTest(sockets ="
                + " true)"),
        Arguments.of(
            StringWanted.class,
            "a hub in this process gives no test connection string; use @TwinhubTest(sockets = true)"),
        Arguments.of(
            StringOfDevice.class,
            "a hub in this process has no connection strings; use @TwinhubTest(sockets = true)"),
        Arguments.of(
            WrongTypeOfDevice.class,
            "@Device(\"pump\") cannot be a String; it is a TestDevice, a DeviceConnection or a"
                + " ConnectedDevice"),
        Arguments.of(
            WrongTypeOfString.class, "@ConnectionString cannot be a Integer; it is a String"),
        Arguments.of(WrongId.class, "a b"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_named_in_one_sentence(Class<?> wrong, String sentence) {
    JunitRun run = JunitRun.of(wrong);
    assertThat(run.passed()).isEmpty();
    assertThat(run.messages()).singleElement().asString().contains(sentence).doesNotContain("\n");
  }
}
