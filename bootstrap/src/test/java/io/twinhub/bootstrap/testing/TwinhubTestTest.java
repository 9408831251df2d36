package io.twinhub.bootstrap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with a hub in the process of their own, run by JUnit. */
@Timeout(120)
class TwinhubTestTest {
  private static final String FLEET = "src/test/resources/io/twinhub/bootstrap/testing/fleet.yaml";

  /** The hubs that the tests of a case have seen. */
  private static final Collection<TestHub> SEEN = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static void passes(int tests, Class<?>... cases) {
    JunitRun run = JunitRun.of(cases);
    assertThat(run.messages()).isEmpty();
    assertThat(run.passed()).hasSize(tests);
  }

  private static void assertClosed(TestHub hub) {
    assertThat(hub.inProcess().orElseThrow().ports().identities().statistics()).isNotNull();
    try {
      hub.device("late");
    } catch (HubException closed) {
      return;
    }
    throw new AssertionError("the hub still takes writes");
  }

  @TwinhubTest(seed = FLEET)
  static class EachTestHasItsOwn {
    @RepeatedTest(3)
    void of_the_seed_alone(TestHub hub, HubPorts ports, InProcessHub same) {
      assertThat(ports).isSameAs(hub.ports());
      assertThat(hub.inProcess()).containsSame(same);
      assertThat(ports.identities().statistics().total()).isEqualTo(2);
      hub.device("another");
      SEEN.add(hub);
    }
  }

  @Test
  void each_test_has_a_hub_of_the_seed_alone_which_is_closed_after_it() {
    passes(3, EachTestHasItsOwn.class);
    assertThat(SEEN).hasSize(3).doesNotHaveDuplicates().allSatisfy(TwinhubTestTest::assertClosed);
  }

  @TwinhubTest(seed = "fleet.yaml")
  static class SeedBesideTheClass {
    @Test
    void is_found(TestHub hub) {
      assertThat(hub.ports().identities().statistics().total()).isEqualTo(2);
    }
  }

  @TwinhubTest(seed = "/io/twinhub/bootstrap/testing/fleet.yaml")
  static class SeedOnTheClassPath extends SeedBesideTheClass {}

  @Test
  void a_seed_may_be_a_resource() {
    passes(2, SeedBesideTheClass.class, SeedOnTheClassPath.class);
  }

  @TwinhubTest(seed = FLEET, clockAt = "2030-01-01T00:00:00Z", randomSeed = "7")
  static class Repeated {
    @RepeatedTest(2)
    void is_alike(TestHub hub) {
      hub.clock().advance(Duration.ofHours(1));
      hub.device("new");
      hub.journal().entries(entry -> true).forEach(entry -> LINES.add(entry.toString()));
      LINES.add(IdentityDocument.of(hub.ports().identities().devices(1).get(0)).toString());
    }
  }

  /** What a case has written down. */
  private static final Collection<String> LINES = new ConcurrentLinkedQueue<>();

  @Test
  void tests_with_the_same_seed_and_clock_are_alike() {
    passes(2, Repeated.class);
    List<String> lines = List.copyOf(LINES);
    int half = lines.size() / 2;
    assertThat(lines.subList(0, half)).isEqualTo(lines.subList(half, lines.size()));
    assertThat(lines).anyMatch(line -> line.contains("2030-01-01T01:00:00Z"));
  }

  @TwinhubTest(seed = FLEET)
  static class AllPlaces {
    private final TestHub ofConstructor;

    AllPlaces(TestHub hub) {
      ofConstructor = hub;
    }

    @BeforeEach
    void before(TestHub hub) {
      assertThat(hub).isSameAs(ofConstructor);
    }

    @AfterEach
    void after(TestHub hub) {
      assertThat(hub).isSameAs(ofConstructor);
    }

    @Test
    void one(TestHub hub) {
      assertThat(hub).isSameAs(ofConstructor);
      SEEN.add(hub);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void with_arguments(int argument, TestHub hub) {
      assertThat(hub).isSameAs(ofConstructor);
      assertThat(argument).isPositive();
      SEEN.add(hub);
    }

    @Nested
    class Inside {
      @Test
      void inner(TestHub hub) {
        assertThat(hub).isSameAs(ofConstructor);
        SEEN.add(hub);
      }
    }

    @Nested
    @TwinhubTest
    class InsideWithSettingsOfItsOwn {
      @Test
      void inner(HubPorts ports) {
        assertThat(ports.identities().statistics().total()).isZero();
      }
    }

    @Test
    @TwinhubTest(arrays = TwinRules.Arrays.ALLOW)
    void with_settings_of_its_own(HubPorts ports) {
      assertThat(ports.identities().statistics().total()).isZero();
    }
  }

  @Test
  void constructor_methods_and_nested_classes_see_one_hub() {
    passes(6, AllPlaces.class);
    assertThat(SEEN).hasSize(4).doesNotHaveDuplicates();
  }

  @TwinhubTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneForAll {
    private final TestHub ofClass;

    OneForAll(TestHub hub) {
      ofClass = hub;
    }

    @RepeatedTest(2)
    void shared(TestHub hub) {
      assertThat(hub).isSameAs(ofClass);
      SEEN.add(hub);
    }
  }

  @TwinhubTest
  static class BeforeAllOfThem {
    @BeforeAll
    static void fill(TestHub hub) {
      hub.device("pump");
    }

    @RepeatedTest(2)
    void shared(TestHub hub) {
      hub.await("pump");
      SEEN.add(hub);
    }
  }

  @Test
  void a_class_that_asks_for_a_hub_shares_it_with_its_tests() {
    passes(2, OneForAll.class);
    assertThat(Set.copyOf(SEEN)).hasSize(1).allSatisfy(TwinhubTestTest::assertClosed);
    SEEN.clear();
    passes(2, BeforeAllOfThem.class);
    assertThat(Set.copyOf(SEEN)).hasSize(1).allSatisfy(TwinhubTestTest::assertClosed);
  }

  @TwinhubTest(seed = FLEET)
  static class Devices {
    @Test
    void of_the_seed_or_new(
        TestHub hub,
        @Device("thermostat") TestDevice seeded,
        @Device("pump") DeviceConnection connection,
        @Device("lamp/light") ConnectedDevice module) {
      assertThat(seeded.twin().tags().values()).hasToString("{\"plant\":\"Redmond43\"}");
      assertThat(seeded.id()).isEqualTo("thermostat");
      connection.report(ReportedPatch.of(JsonObject.of("t", JsonNumber.of(1))));
      hub.await("pump").reported("t", 1);
      assertThat(seeded.setDesired("climate.min", 68)).isEqualTo(2);
      assertThat(seeded.twin().desired().values()).hasToString("{\"climate\":{\"min\":68}}");
      module.onMethod("on", payload -> MethodAnswer.of(200, "true"));
      assertThat(hub.ports()
              .methods()
              .invoke(TwinAddress.module("lamp", "light"), MethodCall.of("on", "null"))
              .join()
              .status())
          .isEqualTo(200);
      seeded.connect();
      seeded.await().connected();
      seeded.connectDevice().onMessage(message -> null);
      seeded.await().connected();
    }
  }

  @Test
  void devices_are_those_of_the_seed_or_new_and_are_connected() {
    passes(1, Devices.class);
  }

  @TwinhubTest(seed = FLEET, queryLag = "held", arrays = TwinRules.Arrays.ALLOW)
  static class Settings {
    @RepeatedTest(2)
    void are_kept(InProcessHub hub, @Device("new") TestDevice device) {
      assertThat(found(hub)).isEqualTo(2);
      hub.releaseQueries();
      assertThat(found(hub)).isEqualTo(3);
      hub.ports()
          .twins()
          .patch(
              device.address(),
              TwinPatch.ofTags(JsonObject.of("list", JsonArray.of(JsonNumber.of(1)))),
              IfMatch.any());
    }

    private static int found(InProcessHub hub) {
      return hub.ports()
          .queries()
          .run(new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty())
          .rows()
          .size();
    }
  }

  @Test
  void settings_apply_to_each_hub() {
    passes(2, Settings.class);
  }

  @TwinhubTest
  static class Failing {
    @Test
    void fails(TestHub hub) {
      SEEN.add(hub);
      throw new IllegalStateException("on purpose");
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
    void takes_too_long(TestHub hub, @Device("pump") TestDevice pump) {
      SEEN.add(hub);
      pump.await().connected();
    }
  }

  static final class BrokenConstructor {
    @TwinhubTest
    static class Case {
      Case(TestHub hub) {
        SEEN.add(hub);
        throw new IllegalStateException("on purpose");
      }

      @Test
      void is_not_reached() {}
    }
  }

  @Test
  void a_hub_is_closed_after_a_test_that_fails_or_takes_too_long() {
    JunitRun run = JunitRun.of(Failing.class, BrokenConstructor.Case.class);
    assertThat(run.passed()).isEmpty();
    assertThat(run.failures()).hasSize(3);
    assertThat(run.failures().stream().flatMap(TwinhubTestTest::all))
        .as("a test that takes too long says what it waited for")
        .anySatisfy(failure -> assertThat(failure)
            .hasMessageStartingWith(
                "interrupted while it waited for device 'pump' to connect\n  its twin"));
    assertThat(SEEN).hasSize(3).allSatisfy(TwinhubTestTest::assertClosed);
  }

  private static Stream<Throwable> all(Throwable failure) {
    return Stream.concat(
        Stream.concat(Stream.of(failure), Stream.ofNullable(failure.getCause())),
        Stream.of(failure.getSuppressed()));
  }

  @TwinhubTest(seed = FLEET)
  static class Parallel {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);
    private static final Map<TestHub, String> NAMES = new ConcurrentHashMap<>();

    @RepeatedTest(2)
    void side_by_side(TestHub hub) throws Exception {
      hub.device("mine");
      BOTH.await(30, TimeUnit.SECONDS);
      assertThat(hub.ports().identities().statistics().total()).isEqualTo(3);
      NAMES.put(hub, Thread.currentThread().getName());
    }
  }

  @Test
  void tests_may_run_side_by_side() {
    JunitRun run = JunitRun.of(JunitRun.parallel(2), Parallel.class);
    assertThat(run.messages()).isEmpty();
    assertThat(run.passed()).hasSize(2);
    assertThat(Parallel.NAMES).hasSize(2);
  }
}
