package io.twinhub.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.Section;
import io.twinhub.domain.twin.TwinError;
import io.twinhub.domain.twin.property.Version;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program reads in the exception of each kind of refusal. */
class HubErrorsTest {
  private static final DeviceId DEVICE = new DeviceId("pump7");
  private static final ModuleId MODULE = new ModuleId("valve3");
  private static final int WORDS_MIN = 4;

  private static Arguments kind(HubError error, String... values) {
    return Arguments.of(error, List.of(values));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(identities(), twins(), others()).flatMap(kinds -> kinds);
  }

  private static Stream<Arguments> identities() {
    return Stream.of(
        kind(IdentityError.deviceNotFound(DEVICE), "pump7"),
        kind(IdentityError.moduleNotFound(DEVICE, MODULE), "pump7", "valve3"),
        kind(IdentityError.definedTwice(DEVICE), "pump7"),
        kind(IdentityError.deviceIsDisabled(DEVICE), "pump7"),
        kind(IdentityError.deviceExists(DEVICE), "pump7"),
        kind(IdentityError.moduleExists(DEVICE, MODULE), "pump7", "valve3"),
        kind(IdentityError.etagMismatch("\"old\"", new IdentityEtag("now")), "old", "now"),
        kind(new IdentityError.InvalidId("device", "a b"), "a b", "128"),
        kind(IdentityError.invalidKey(), "base64", "16", "64"),
        kind(IdentityError.noSuchScope("ms-azure-iot-edge://x"), "ms-azure-iot-edge://x"),
        kind(IdentityError.ownParent(DEVICE), "pump7"),
        kind(IdentityError.invalidThumbprint("12"), "12", "40", "64"),
        kind(IdentityError.tooManyModules(DEVICE), "pump7", "50"),
        kind(IdentityError.tooManyDevices(17), "17"));
  }

  private static Stream<Arguments> twins() {
    return Stream.of(
        kind(TwinError.etagMismatch("\"old\"", new Etag("now")), "old", "now"),
        kind(TwinError.versionMismatch(new Version(3), new Version(4)), "3", "4"),
        kind(TwinError.notAnObject("tags"), "tags"),
        kind(TwinError.invalidKey("a.b"), "a.b"),
        kind(TwinError.keyTooLong("tags.a", 1025), "tags.a", "1025", "1024"),
        kind(TwinError.nullValue("a.b"), "a.b"),
        kind(TwinError.stringTooLong("a.b", 4097), "a.b", "4097", "4096"),
        kind(TwinError.arrayRefused("a.b"), "a.b", "--arrays allow"),
        kind(TwinError.tooDeep("a.b"), "a.b", "10"),
        kind(TwinError.integerOutOfRange("a.b", "9e99"), "a.b", "9e99"),
        kind(TwinError.tooLarge(Section.TAGS, 8193), "tags", "8193", "8192"));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        kind(invalidQuery(1), "line 1, column 1", "problem 1"),
        kind(QueryError.tooLong(8193), "8193", "8192"),
        kind(QueryError.foreignToken(), "continuation token"),
        kind(AccessError.notAllowed("the policy p lacks RegistryRead"), "p", "RegistryRead"),
        kind(new AccessError.NotAuthenticated("the token of p has expired"), "p"),
        kind(AccessError.badToken("the token has no field se"), "se"),
        kind(AccessError.policyExists("reader"), "reader"),
        kind(AccessError.noSuchPolicy("reader"), "reader"),
        kind(AccessError.tooManyPolicies(), "16"),
        kind(RequestError.invalid("max '0' is too small"), "'0'"),
        kind(RequestError.missing("'name' is missing or is not a string"), "'name'"),
        kind(RequestError.notJson("not JSON: line 1, column 2"), "column 2"),
        kind(RequestError.busy("16 requests wait already"), "16"),
        kind(RequestError.unavailable("the hub is stopping"), "stopping"));
  }

  private static QueryError.Invalid invalidQuery(int problems) {
    return new QueryError.Invalid(IntStream.rangeClosed(1, problems)
        .mapToObj(number -> new QueryProblem("this is problem " + number, 1, number, "SELEKT"))
        .toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void an_exception_says_what_was_wrong_with_the_values(HubError error, List<String> values) {
    HubException refusal = new HubException(error);
    assertThat(refusal).hasMessage(error.message());
    assertThat(refusal.getMessage()).contains(values);
    assertThat(error.message().split(" ")).hasSizeGreaterThanOrEqualTo(WORDS_MIN);
  }

  @Test
  void no_kind_is_left_out() {
    long made = Stream.of(
            IdentityError.class,
            TwinError.class,
            QueryError.class,
            AccessError.class,
            RequestError.class)
        .flatMap(family -> Stream.concat(
            Arrays.stream(family.getMethods()).map(Method::getReturnType),
            Arrays.stream(family.getClasses())))
        .filter(HubError.class::isAssignableFrom)
        .count();
    assertThat(kinds().map(kind -> ((HubError) kind.get()[0]).message()).distinct())
        .hasSize((int) made);
  }

  @Test
  void a_query_with_many_problems_tells_three_and_counts_the_rest() {
    assertThat(invalidQuery(5).message())
        .isEqualTo("the query is wrong at line 1, column 1: this is problem 1; line 1, column 2:"
            + " this is problem 2; line 1, column 3: this is problem 3; and 2 more");
    assertThat(invalidQuery(3).message()).endsWith("problem 3");
  }

  @Test
  void the_refusal_of_another_hub_ends_with_what_its_operator_needs() {
    HubError error = IdentityError.deviceNotFound(DEVICE);
    HubException refusal = HubException.answered(error, "DeviceNotFound, tracking ID 5");
    assertThat(refusal).hasMessage("Device pump7 not registered (DeviceNotFound, tracking ID 5)");
    assertThat(refusal.error()).isEqualTo(error);
    assertThat(refusal.onThisThread()).hasMessage(refusal.getMessage());
  }

  @Test
  void a_refusal_of_another_thread_is_thrown_again_with_the_trace_of_the_one_that_waits()
      throws InterruptedException {
    HubException[] thrown = new HubException[1];
    Thread other = new Thread(
        () -> thrown[0] = new HubException(RequestError.unavailable("the hub is stopping")));
    other.start();
    other.join();
    HubException again = thrown[0].onThisThread();
    assertThat(again.getStackTrace()[1].getClassName()).isEqualTo(HubErrorsTest.class.getName());
    assertThat(again).hasMessage("the hub is stopping").hasCause(thrown[0]);
    assertThat(again.error()).isSameAs(thrown[0].error());
  }
}
