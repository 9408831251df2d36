package io.twinhub.bootstrap.waiting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits of tests: they end at once, see every state, and say why they failed. */
@Timeout(60)
class HubWaitTest {
  private static final TwinAddress PUMP = TwinAddress.device("pump");
  private static final Duration SHORT = Duration.ofMillis(50);

  /** Longer than any step takes. */
  private static final long SECONDS_MAX = 30;

  private final InProcessHub hub = Twinhub.inProcess();
  private DeviceConnection device;

  HubWaitTest() {
    hub.ports().identities().create(IdentityRequest.withKeys(PUMP));
    device = connected();
  }

  private DeviceConnection connected() {
    return hub.ports().connections().open(PUMP, "", reason -> {});
  }

  @BeforeEach
  void isConnected() {
    hub.await("pump").connected();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static JsonObject json(String text) {
    return JsonText.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private void report(String text) {
    device.report(ReportedPatch.of(json(text)));
  }

  private void desire(String text) {
    hub.ports().twins().patch(PUMP, TwinPatch.ofDesired(json(text)), IfMatch.any());
  }

  private HubWait shortly() {
    return hub.await("pump").within(SHORT);
  }

  /** A wait on a thread of its own, which has begun. */
  private <T> Begun<T> begun(Callable<T> wait) {
    FutureTask<T> task = new FutureTask<>(wait);
    Thread thread = new Thread(task, "test");
    thread.start();
    await().until(() -> thread.getName().contains("waiting") || task.isDone());
    return new Begun<>(thread, task);
  }

  private record Begun<T>(Thread thread, FutureTask<T> task) {
    T result() throws Exception {
      return task.get(SECONDS_MAX, TimeUnit.SECONDS);
    }

    Throwable failure() throws Exception {
      try {
        throw new AssertionError("it ended with " + result());
      } catch (ExecutionException failed) {
        return requireNonNull(failed.getCause());
      }
    }
  }

  @Test
  void what_was_reported_before_counts() {
    report("{'climate': {'temperature': 21, 'fan': 'on'}}");
    assertThat(shortly().reported("climate.temperature", 21).version().value()).isEqualTo(3);
    shortly().reported("climate", Map.of("temperature", 21.0, "fan", "on"));
    shortly().reported("climate.fan", "on");
    shortly().reported("nothing", null);
    shortly().reported("$version", 2);
  }

  @Test
  void a_state_that_lasts_for_a_moment_is_seen() throws Exception {
    Begun<Twin> wait = begun(() -> hub.await("pump").reported("state", "starting"));
    assertThat(wait.thread().getName())
        .isEqualTo("test, waiting for device 'pump' to report state = \"starting\"");
    report("{'other': 1}");
    report("{'state': 'starting'}");
    report("{'state': 'running'}");
    assertThat(wait.result().reported().values()).isEqualTo(json("{'other':1,'state':'starting'}"));
    assertThat(wait.thread().getName()).isEqualTo("test");
  }

  @Test
  void a_device_that_connects_or_disconnects_ends_a_wait() throws Exception {
    Begun<Twin> leaving = begun(() -> hub.await("pump").disconnected());
    device.close();
    leaving.result();
    Begun<Twin> coming = begun(() -> hub.await("pump").connected());
    device = connected();
    coming.result();
  }

  @Test
  void a_module_is_waited_for_by_device_and_module() {
    TwinAddress fan = TwinAddress.module("pump", "fan");
    hub.ports().identities().create(IdentityRequest.withKeys(fan));
    try (DeviceConnection module = hub.ports().connections().open(fan, "", reason -> {})) {
      module.report(ReportedPatch.of(JsonObject.of("speed", JsonNumber.of(3))));
      hub.await("pump/fan").reported("speed", 3);
    }
  }

  @Test
  void a_failure_shows_the_twin_and_the_nearest_path() {
    hub.ports().twins().patch(PUMP, TwinPatch.ofTags(json("{'plant':'A'}")), IfMatch.any());
    desire("{'rate':5}");
    report("{'climate':{'temperture':21}}");
    assertThatThrownBy(() -> shortly().reported("climate.temperature", 21))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("""
            waited 50 ms for device 'pump' to report climate.temperature = 21
              the nearest path that the device reports is climate.temperture = 21
              its twin, connected, is {"desired":{"rate":5,"$version":2},"reported":{"climate":{"temperture":21},"$version":2},"tags":{"plant":"A"}}
            """);
  }

  static Stream<Arguments> hints() {
    return Stream.of(
        Arguments.of("{'t':20}", wait(w -> w.reported("t", 21)), "the device reports t = 20"),
        Arguments.of("{'t':'21'}", wait(w -> w.reported("t", 21)), "the device reports t = \"21\""),
        Arguments.of("{'t':20}", wait(w -> w.reported("t", null)), "the device reports t = 20"),
        Arguments.of(
            "{'a':{'t':1}}",
            wait(w -> w.reported("properties.reported.a.t", 1)),
            "the nearest path that the device reports is a.t = 1"),
        Arguments.of(
            "{'a':{'t':1}}",
            wait(w -> w.reported("reported.a.t", 1)),
            "the nearest path that the device reports is a.t = 1"),
        Arguments.of(
            "{'environment':{'t':1}}",
            wait(w -> w.reported("sky.t", 1)),
            "the nearest path that the device reports is environment.t = 1"),
        Arguments.of("{'t':1}", wait(w -> w.reported("$version", 9)), "they have $version 2"),
        Arguments.of(
            "{'t':1}", wait(w -> w.desiredApplied(9)), "the desired properties have $version 1"));
  }

  private static Consumer<HubWait> wait(Consumer<HubWait> wait) {
    return wait;
  }

  @ParameterizedTest
  @MethodSource("hints")
  void a_failure_says_what_may_have_gone_wrong(
      String reported, Consumer<HubWait> wait, String hint) {
    report(reported);
    assertThatThrownBy(() -> wait.accept(shortly()))
        .isInstanceOf(AssertionError.class)
        .satisfies(failure ->
            assertThat(String.valueOf(failure.getMessage()).lines().toList().get(1)).isEqualTo("  " + hint));
  }

  @Test
  void a_test_that_is_interrupted_says_what_it_waited_for() throws Exception {
    Begun<Twin> wait = begun(() -> hub.await("pump").disconnected());
    wait.thread().interrupt();
    assertThat(wait.failure())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "interrupted while it waited for device 'pump' to disconnect\n  its twin, connected, is");
  }

  @Test
  void a_device_that_is_deleted_ends_a_wait() throws Exception {
    Begun<Twin> wait = begun(() -> hub.await("pump").reported("t", 1));
    hub.ports().identities().delete(PUMP, IfMatch.any());
    assertThat(wait.failure())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("waited for device 'pump' to report t = 1 in vain: it was deleted\n"
            + "  it is no longer registered");
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of(wait(w -> w.reported("", 1)), "to report  = 1 is in vain: the path is empty"),
        Arguments.of(
            wait(w -> w.reported("a..b", 1)),
            "to report a..b = 1 is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("a b", 1)),
            "to report a b = 1 is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("a.$b", 1)),
            "to report a.$b = 1 is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("$metadata", 1)),
            "to report $metadata = 1 is in vain: '$metadata' is not a property that a device"
                + " reports"),
        Arguments.of(
            wait(w -> w.reported("a.b.c.d.e.f.g.h.i.j.k.l", 1)),
            "to report a.b.c.d.e.f.g.h.i.j.k.l = 1 is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("a", List.of(1, 2))),
            "to report a = [1,2] is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("a", Long.MAX_VALUE)),
            "to report a = 9223372036854775807 is in vain: the hub would refuse that report: "),
        Arguments.of(
            wait(w -> w.reported("$version", 1)),
            "to have reported properties of $version 1 is in vain: they have $version 2 already,"
                + " which never decreases"),
        Arguments.of(
            wait(w -> w.desiredApplied(1)),
            "to apply $version 1 of its desired properties is in vain: $version 1 is that of desired"
                + " properties that nobody has written"),
        Arguments.of(
            wait(w -> w.desiredApplied(3)),
            "to apply $version 3 of its desired properties is in vain: none of the properties that"
                + " it wrote are left, so a device has nothing to acknowledge; wait for a path that it"
                + " no longer reports, with reported(path, null)"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void a_condition_that_can_never_be_met_is_refused_at_once(Consumer<HubWait> wait, String reason) {
    report("{'t':1}");
    desire("{'gone':1}");
    desire("{'gone':null}");
    assertThatThrownBy(() -> wait.accept(hub.await("pump")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("waiting for device 'pump' " + reason);
  }

  static Stream<Arguments> misused() {
    return Stream.of(
        Arguments.of(
            wait(w -> w.reported("a", URI.create("a:b"))),
            "no twin holds a java.net.URI; pass a string, a number, true or false, a map, a list,"
                + " null, or a JsonValue"),
        Arguments.of(wait(w -> w.reported("a", Double.NaN)), "no twin holds the number NaN"),
        Arguments.of(wait(w -> w.desiredApplied(-1)), "no desired properties have $version -1"),
        Arguments.of(
            wait(w -> w.within(Duration.ZERO)),
            "a wait takes more than 0 s and at most 3600 s, not PT0S"),
        Arguments.of(
            wait(w -> w.within(Duration.ofDays(1))),
            "a wait takes more than 0 s and at most 3600 s, not PT24H"),
        Arguments.of(wait(w -> w.event("level = ")), "'level = ' is not a condition on events: "));
  }

  @ParameterizedTest
  @MethodSource("misused")
  void wrong_usage_is_named(Consumer<HubWait> wait, String reason) {
    assertThatThrownBy(() -> wait.accept(hub.await("pump")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void an_unknown_device_is_refused_at_once() {
    assertThatThrownBy(() -> hub.await("pumb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hub has no device 'pumb'; did you mean 'pump'?");
    assertThatThrownBy(() -> hub.await("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hub has no device 'other'");
    assertThatThrownBy(() -> hub.await("pump/fan"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hub has no module 'pump/fan'");
    assertThatThrownBy(() -> hub.await("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a b");
  }

  @Test
  void desired_properties_are_applied_when_the_device_reports_them() throws Exception {
    desire("{'never':'reported'}");
    desire("{'climate':{'min':68,'max':76},'rate':5}");
    Begun<Twin> wait = begun(() -> hub.await("pump").desiredApplied(3));
    report("{'climate':{'min':68,'max':76}}");
    assertThat(wait.task().isDone()).isFalse();
    report("{'rate':5}");
    assertThat(wait.result().reported().version().value()).isEqualTo(3);
  }

  @Test
  void desired_properties_are_applied_when_the_device_acknowledges_them() {
    desire("{'rate':5}");
    report("{'rate':{'value':5,'ac':200,'av':1}}");
    assertThatThrownBy(() -> shortly().desiredApplied(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the device has not reported or acknowledged all of {\"rate\":5}");
    report("{'rate':{'value':5,'ac':200,'av':2}}");
    shortly().desiredApplied(2);
  }

  @Test
  void desired_properties_that_the_device_rejects_end_a_wait_at_once() {
    desire("{'rate':5}");
    report("{'rate':{'value':5,'ac':400,'av':2,'ad':'too fast'}}");
    assertThatThrownBy(() -> hub.await("pump").desiredApplied(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "waited for device 'pump' to apply $version 2 of its desired properties in vain: rate"
                + " answered 400: too fast\n");
  }

  @Test
  void desired_properties_may_be_written_after_the_wait_has_begun() throws Exception {
    Begun<Twin> wait = begun(() -> hub.await("pump").desiredApplied(2));
    report("{'rate':5}");
    desire("{'rate':5}");
    wait.result();
  }

  @Test
  void an_event_ends_a_wait_whether_it_came_before_or_after() throws Exception {
    device.send(DeviceMessage.ofJson("{\"t\":20}").with("level", "low")).join();
    assertThat(hub.await("pump").event("level = 'low'").message().body().text())
        .isEqualTo("{\"t\":20}");
    Begun<HubEvent> wait = begun(() -> hub.awaitEvent("$body.t > 20"));
    device.send(DeviceMessage.ofJson("{\"t\":21}")).join();
    assertThat(wait.result().origin().address()).isEqualTo(PUMP);
    hub.await("pump").event(event -> event.message().properties().isEmpty());
  }

  @Test
  void a_failed_wait_for_an_event_shows_the_others() {
    device.send(DeviceMessage.ofJson("{\"t\":20}").with("level", "low")).join();
    assertThatThrownBy(() -> shortly().event("level = 'high'"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("""
            waited 50 ms for an event of device 'pump' with level = 'high'
              the last others are:
                Telemetry of pump, properties {level=low}, body {"t":20}
              its twin, connected, is {"desired":{"$version":1},"reported":{"$version":1}}
            """);
  }

  @Test
  void a_condition_in_java_that_fails_ends_a_wait_at_once() {
    device.send(DeviceMessage.ofJson("{}")).join();
    assertThatThrownBy(() -> hub.await("pump").event(event -> {
          throw new IllegalStateException("a mistake of the test");
        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a condition failed: java.lang.IllegalStateException: a mistake")
        .hasRootCauseMessage("a mistake of the test");
  }
}
