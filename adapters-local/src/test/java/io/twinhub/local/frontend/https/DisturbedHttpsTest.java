package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client over HTTPS sees if the hub is disturbed on purpose. */
@Timeout(60)
class DisturbedHttpsTest {
  private static final String HEAD =
      " HTTP/1.1\r\nHost: h\r\nAuthorization: " + RunningHub.OWNER + "\r\nContent-Length: ";
  private static final String GET = "GET /twins/dev1?api-version=2021-04-12" + HEAD + "0\r\n\r\n";
  private static final String PATCH =
      "PATCH /twins/dev1?api-version=2021-04-12" + HEAD + "18\r\n\r\n{\"tags\":{\"a\":\"b\"}}";

  private final RunningHub hub = new RunningHub().with("dev1");

  @AfterEach
  void close() {
    hub.close();
  }

  private void add(Fault fault) {
    hub.engine().faults().add(fault.onDevice("dev1").over(Transport.HTTPS));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void each_refusal_is_answered_with_its_status_and_the_connection_goes_on(ErrorCode code)
      throws IOException {
    add(Fault.refusal(code).of(OperationKind.READ_TWIN).times(1));
    try (RawClient client = hub.raw()) {
      RawClient.Answer refused = client.send(GET).answer();
      assertThat(refused.status()).isEqualTo(code.httpStatus());
      assertThat(refused.body()).contains(code.azureName());
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void the_body_of_status_429_names_the_throttling_exception() throws IOException {
    add(Fault.throttled());
    try (RawClient client = hub.raw()) {
      RawClient.Answer refused = client.send(GET).answer();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body()).startsWith("{\"Message\":\"ErrorCode:ThrottlingException;");
      assertThat(refused.headers().get("iothub-errorcode")).isEqualTo("ThrottlingException");
    }
  }

  private void assertDropped(String request) throws IOException {
    try (RawClient client = hub.raw()) {
      client.send(request);
      assertThatThrownBy(client::answer)
          .isInstanceOfAny(EOFException.class, SSLException.class, SocketException.class);
    }
  }

  private boolean isPatched() {
    return hub.engine()
        .twins()
        .find(TwinAddress.device("dev1"))
        .orElseThrow()
        .tags()
        .toString()
        .contains("\"a\"");
  }

  @Test
  void a_connection_is_dropped_before_the_write() throws IOException {
    add(Fault.dropBefore().of(OperationKind.PATCH_TWIN));
    assertDropped(PATCH);
    assertThat(isPatched()).isFalse();
  }

  @Test
  void a_connection_is_dropped_after_the_write_and_without_an_answer() throws IOException {
    add(Fault.dropAfter().of(OperationKind.PATCH_TWIN));
    assertDropped(PATCH);
    assertThat(isPatched()).isTrue();
  }

  /** A message is answered later, on another thread. */
  @Test
  void a_connection_is_dropped_after_a_message() throws IOException {
    hub.registry().with(TwinAddress.device("dev1"));
    String token = Tokens.device(
        "dev1", Registry.key("dev1"), RunningHub.NOON.plusSeconds(3600).getEpochSecond());
    add(Fault.dropAfter().of(OperationKind.SEND_EVENT));
    assertDropped("POST /devices/dev1/messages/events?api-version=2021-04-12"
        + HEAD.replace(RunningHub.OWNER, token)
        + "1\r\n\r\nx");
    assertThat(hub.engine().operations().entries(entry -> true))
        .extracting(entry -> entry.outcome().getClass().getSimpleName())
        .containsExactly("Missed");
  }
}
