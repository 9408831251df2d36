package io.twinhub.local.frontend.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityError;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Error bodies, to the letter. */
class ErrorBodyTest {
  private static final Tracking TRACKING =
      new Tracking("0145380c335046479275c10be0eb278f", Instant.parse("2016-11-10T08:37:23.5Z"));
  private static final HubError NOT_FOUND = IdentityError.deviceNotFound(new DeviceId("alpha"));

  @Test
  void the_dialect_of_registry_twins_and_queries_begins_with_the_name() {
    assertThat(ErrorBody.named(NOT_FOUND, TRACKING))
        .hasToString("{\"Message\":\"ErrorCode:DeviceNotFound;Device alpha not registered\","
            + "\"ExceptionMessage\":\"Tracking ID:0145380c335046479275c10be0eb278f-G:0-"
            + "TimeStamp:11/10/2016 08:37:23\"}");
  }

  @Test
  void the_dialect_of_methods_is_json_inside_a_text() {
    assertThat(ErrorBody.numbered(NOT_FOUND, TRACKING))
        .hasToString(
            "{\"Message\":\"{\\\"errorCode\\\":404001,\\\"trackingId\\\":\\\"0145380c335046"
                + "479275c10be0eb278f-G:0-TimeStamp:11/10/2016 08:37:23\\\",\\\"message\\\":\\\"Device"
                + " alpha not registered\\\",\\\"timestampUtc\\\":\\\"2016-11-10T08:37:23.5000000Z\\\"}\","
                + "\"ExceptionMessage\":\"\"}");
  }

  @Test
  void the_device_protocols_get_the_inner_json() {
    assertThat(ErrorBody.onDeviceProtocols(NOT_FOUND, TRACKING))
        .hasToString("{\"errorCode\":404001,\"trackingId\":\"0145380c335046479275c10be0eb278f-G:0-"
            + "TimeStamp:11/10/2016 08:37:23\",\"message\":\"Device alpha not registered\","
            + "\"timestampUtc\":\"2016-11-10T08:37:23.5000000Z\"}");
  }

  @Test
  void why_credentials_failed_is_not_told() {
    HubError refusal = new AccessError.NotAuthenticated("'ghost' is not registered");
    assertThat(ErrorBody.named(refusal, TRACKING).find("Message").orElseThrow())
        .hasToString("\"ErrorCode:IotHubUnauthorized;Unauthorized\"");
    assertThat(ErrorBody.onDeviceProtocols(refusal, TRACKING).toString()).doesNotContain("ghost");
  }

  @Test
  void no_two_tracking_ids_are_the_same() {
    Instant now = Instant.EPOCH;
    assertThat(Tracking.next(now)).isNotEqualTo(Tracking.next(now));
    assertThat(Tracking.next(now).id()).matches("[0-9a-f]{32}");
  }
}
