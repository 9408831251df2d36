package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinLimits;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.property.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each code with which a port may refuse: who gives it, and that nothing changes by it. */
public abstract class RefusalsContract extends PortContract {
  private static final IfMatch STALE = new IfMatch.Exactly("c3RhbGU=");

  private static final JsonObject ONE = JsonObject.builder().put("a", 1).build();

  /** What of an identity a refusal must leave alone; the time of its last activity may move. */
  private Identity identity(TwinAddress device) {
    return hub().identities().find(device).orElseThrow().identity();
  }

  @Test
  void argument_invalid_for_values_that_no_twin_holds() {
    TwinAddress device = device();
    Twin before = twin(device);
    String long4097 = "x".repeat(TwinLimits.STRING_BYTES_MAX + 1);
    for (JsonObject unlawful : List.of(
        number("with.dot", 1),
        number("$dollar", 1),
        JsonObject.builder().put("long", long4097).build(),
        number("below", TwinLimits.INTEGER_MIN - 1))) {
      assertRefused(ErrorCode.ARGUMENT_INVALID, () -> patchTags(device, unlawful));
      assertRefused(ErrorCode.ARGUMENT_INVALID, () -> patchDesired(device, unlawful));
      assertRefused(
          ErrorCode.ARGUMENT_INVALID,
          () -> hub()
              .twins()
              .replace(
                  device,
                  new TwinReplacement(Optional.of(unlawful), Optional.empty()),
                  IfMatch.any()));
    }
    assertThat(twin(device)).isEqualTo(before);
  }

  @Test
  void argument_invalid_for_a_report_that_no_twin_holds() {
    TwinAddress device = device();
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      assertReportRefused(
          ErrorCode.ARGUMENT_INVALID,
          () -> connection.report(ReportedPatch.of(number("with blank", 1))));
      assertThat(connection.read().reported()).isEqualTo(JsonObject.EMPTY);
      assertThat(connection.read().reportedVersion()).isEqualTo(Version.FIRST);
    }
  }

  @Test
  void argument_invalid_for_a_text_that_is_no_query_and_a_token_of_nobody() {
    for (String text : List.of("SELECT", "SELECT * FROM nowhere", "DROP TABLE devices")) {
      assertRefused(
          ErrorCode.ARGUMENT_INVALID,
          () -> hub()
              .queries()
              .run(new QueryText(text), new PageSize(PageSize.MAX), Optional.empty()));
    }
    assertRefused(
        ErrorCode.ARGUMENT_INVALID,
        () -> hub()
            .queries()
            .run(
                new QueryText("SELECT * FROM devices"),
                new PageSize(1),
                Optional.of(new ContinuationToken("bm9ib2R5"))));
  }

  @Test
  void invalid_device_scope_for_the_scope_of_no_edge_device() {
    TwinAddress leaf = device();
    RegisteredIdentity before = hub().identities().find(leaf).orElseThrow();
    for (String scope : List.of("nowhere", "ms-azure-iot-edge://" + fresh() + "-1")) {
      IdentityRequest moved =
          IdentityRequest.of(before.identity()).placed(false, Optional.of(scope), List.of());
      assertRefused(
          ErrorCode.INVALID_DEVICE_SCOPE, () -> hub().identities().update(moved, IfMatch.any()));
    }
    assertThat(hub().identities().find(leaf)).contains(before);
  }

  @Test
  void argument_null_for_a_query_without_text() {
    assertRefused(
        ErrorCode.ARGUMENT_NULL,
        () -> hub().queries().run(new QueryText(""), new PageSize(1), Optional.empty()));
  }

  @Test
  void device_not_found_for_whatever_is_done_to_nobody() {
    TwinAddress nobody = fresh();
    TwinReplacement replacement = new TwinReplacement(Optional.of(ONE), Optional.empty());
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> patchTags(nobody, ONE));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND, () -> hub().twins().replace(nobody, replacement, STALE));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND,
        () -> hub().identities().update(IdentityRequest.withKeys(nobody), IfMatch.any()));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND, () -> hub().identities().delete(nobody, IfMatch.any()));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND,
        () -> hub().identities().create(IdentityRequest.withKeys(moduleOf(nobody, "m"))));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND, () -> hub().connections().open(nobody, "", reason -> {}));
    assertThat(hub().identities().find(nobody)).isEmpty();
  }

  @Test
  void module_not_found_where_only_the_device_is_there() {
    TwinAddress nobody = moduleOf(device(), "m");
    assertRefused(ErrorCode.MODULE_NOT_FOUND, () -> patchTags(nobody, ONE));
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND,
        () -> hub().identities().update(IdentityRequest.withKeys(nobody), IfMatch.any()));
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND, () -> hub().identities().delete(nobody, IfMatch.any()));
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND, () -> hub().connections().open(nobody, "", reason -> {}));
  }

  @Test
  void device_already_exists_for_who_is_registered() {
    TwinAddress device = device();
    Identity before = identity(device);
    assertRefused(
        ErrorCode.DEVICE_ALREADY_EXISTS,
        () -> hub().identities().create(IdentityRequest.withKeys(device)));
    assertThat(identity(device)).isEqualTo(before);
  }

  @Test
  void module_already_exists_for_a_module_that_is_registered() {
    TwinAddress scanner = module(device(), "scanner");
    Identity before = identity(scanner);
    assertRefused(
        ErrorCode.MODULE_ALREADY_EXISTS,
        () -> hub().identities().create(IdentityRequest.withKeys(scanner)));
    assertThat(identity(scanner)).isEqualTo(before);
  }

  @Test
  void too_many_modules_for_one_more_than_a_device_may_have() {
    TwinAddress device = device();
    IntStream.range(0, Identity.MODULES_PER_DEVICE_MAX)
        .forEach(number -> module(device, "m" + number));
    assertRefused(ErrorCode.TOO_MANY_MODULES, () -> module(device, "one-more"));
    assertThat(hub().identities().modules(device.deviceId()))
        .hasSize(Identity.MODULES_PER_DEVICE_MAX);
  }

  @Test
  void precondition_failed_for_an_etag_that_is_not_the_present_one() {
    TwinAddress device = device();
    Twin before = twin(device);
    Identity identity = identity(device);
    TwinReplacement replacement = new TwinReplacement(Optional.of(ONE), Optional.empty());
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> hub().twins().patch(device, TwinPatch.ofTags(ONE), STALE));
    assertRefused(
        ErrorCode.PRECONDITION_FAILED, () -> hub().twins().replace(device, replacement, STALE));
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> hub().identities().update(IdentityRequest.withKeys(device), STALE));
    assertRefused(ErrorCode.PRECONDITION_FAILED, () -> hub().identities().delete(device, STALE));
    assertThat(twin(device)).isEqualTo(before);
    assertThat(identity(device)).isEqualTo(identity);
  }

  @Test
  void precondition_failed_for_a_report_on_another_version() {
    TwinAddress device = device();
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      assertReportRefused(
          ErrorCode.PRECONDITION_FAILED,
          () -> connection.report(new ReportedPatch(ONE, Optional.of(new Version(9)))));
      assertThat(connection.read().reportedVersion()).isEqualTo(Version.FIRST);
    }
  }

  @Test
  void device_disabled_for_who_may_not_connect() {
    TwinAddress device = device();
    setStatus(device, DeviceStatus.DISABLED, "in repair");
    assertRefused(
        ErrorCode.DEVICE_DISABLED, () -> hub().connections().open(device, "", reason -> {}));
    assertThat(twin(device).root().connection().connected()).isFalse();
  }

  @Test
  void service_unavailable_on_a_connection_that_ended() {
    DeviceConnection connection = hub().connections().open(device(), "", reason -> {});
    connection.close();
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, connection::read);
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> connection.report(ReportedPatch.of(ONE)));
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> connection.watchDesired(new Heard<>()));
  }

  /** Which codes ports give is said here for each; those have a test above that begins with their name. */
  @Test
  void each_code_that_a_port_gives_has_its_test() {
    for (ErrorCode code : ErrorCode.values()) {
      String name = code.name().toLowerCase(Locale.ROOT);
      assertThat(Arrays.stream(RefusalsContract.class.getDeclaredMethods())
              .anyMatch(method -> method.getName().startsWith(name + "_")))
          .as("a test of %s", code)
          .isEqualTo(isGivenByAPort(code));
    }
  }

  private static boolean isGivenByAPort(ErrorCode code) {
    return switch (code) {
      case ARGUMENT_INVALID,
          ARGUMENT_NULL,
          DEVICE_NOT_FOUND,
          MODULE_NOT_FOUND,
          DEVICE_ALREADY_EXISTS,
          MODULE_ALREADY_EXISTS,
          TOO_MANY_MODULES,
          PRECONDITION_FAILED,
          DEVICE_DISABLED,
          INVALID_DEVICE_SCOPE,
          SERVICE_UNAVAILABLE -> true;
      // A hub with 1,000,000 devices, and a full queue: the engine's own tests fill both.
      case TOO_MANY_DEVICES, THROTTLING -> false;
      // Of tiers, which a hub has only if it is asked to.
      case IOT_HUB_QUOTA_EXCEEDED, OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER -> false;
      // Of methods, messages and jobs, which have contracts of their own.
      case INVALID_OPERATION,
          DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED,
          DEVICE_MESSAGE_LOCK_LOST,
          DEVICE_NOT_ONLINE,
          BAD_DEVICE_RESPONSE,
          GATEWAY_TIMEOUT,
          JOB_ALREADY_EXISTS,
          JOB_NOT_FOUND,
          MESSAGE_TOO_LARGE,
          TOO_MANY_ACTIVE_JOBS -> false;
      // Of configurations, which have a contract of their own.
      case INVALID_CONFIGURATION_CONTENT,
          INVALID_CONFIGURATION_TARGET_CONDITION,
          INVALID_CONFIGURATION_CUSTOM_METRICS_QUERY,
          CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT,
          CONFIGURATION_NOT_FOUND,
          CONFIGURATION_ALREADY_EXISTS,
          CONFIGURATION_COUNT_LIMIT_EXCEEDED -> false;
      // Of the wires and of bulk requests, which are no port's.
      case INVALID_PROTOCOL_VERSION,
          IOT_HUB_FORMAT_ERROR,
          INVALID_CONTENT_ENCODING_OR_TYPE,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_IMPLEMENTED,
          DEVICE_DEFINED_MULTIPLE_TIMES,
          BULK_REGISTRY_OPERATION_FAILURE -> false;
      // Of import and export jobs, which have a contract of their own, and of digital twins.
      case JOB_QUOTA_EXCEEDED,
          BLOB_CONTAINER_VALIDATION_ERROR,
          INVALID_DIGITAL_TWIN_JSON_PATCH,
          INVALID_DIGITAL_TWIN_PATCH,
          INVALID_DIGITAL_TWIN_PATCH_PATH -> false;
      // Of credentials, which each adapter tests itself; of an end, and of a mistake.
      case IOT_HUB_UNAUTHORIZED_ACCESS,
          IOT_HUB_UNAUTHORIZED,
          CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION,
          SERVER_ERROR -> false;
    };
  }
}
