package io.twinhub.local.frontend.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same message makes the same event over every wire. Source: messages.md 7, the table of properties. */
public abstract class SameEventContract {
  protected static final TwinAddress DEVICE = TwinAddress.device("alpha");
  protected static final TwinAddress MODULE = TwinAddress.module("alpha", "camera");

  /** Sends a message as the identity of {@code sender}, in the words of the wire; the event that it became. */
  protected abstract HubEvent sent(TwinAddress sender, DeviceMessage message) throws Exception;

  static Stream<Arguments> messages() {
    Map<SystemProperty, String> all = Map.ofEntries(
        Map.entry(SystemProperty.MESSAGE_ID, "m-1"),
        Map.entry(SystemProperty.CORRELATION_ID, "c/1"),
        Map.entry(SystemProperty.USER_ID, "me"),
        Map.entry(SystemProperty.TO, "somewhere"),
        Map.entry(SystemProperty.CONTENT_TYPE, "application/json; charset=utf-8"),
        Map.entry(SystemProperty.CONTENT_ENCODING, "utf-8"),
        Map.entry(SystemProperty.EXPIRY, "2001-09-09T01:46:40.500Z"),
        Map.entry(SystemProperty.CREATION_TIME, "2026-11-28T20:21:12.4905234Z"),
        Map.entry(SystemProperty.SCHEMA, "s:1"),
        Map.entry(SystemProperty.COMPONENT, "thermostat1"),
        Map.entry(SystemProperty.INTERFACE_ID, "urn:azureiot:Security:SecurityAgent:1"));
    return Stream.of(
            new DeviceMessage(Bytes.EMPTY, Map.of(), Map.of()),
            new DeviceMessage(Bytes.of(new byte[] {0, -1, 13, 10}), Map.of(), Map.of()),
            new DeviceMessage(Bytes.ofText("{\"t\":21.5}"), all, Map.of("level", "high")),
            new DeviceMessage(
                Bytes.ofText("x"),
                Map.of(),
                Map.of(
                    "a",
                    "",
                    "B-c_d.e~",
                    "x=1&2 %41+/?",
                    "e",
                    "grüße \uD83D\uDE00",
                    "iothub-ack",
                    "full")))
        .flatMap(
            message -> Stream.of(Arguments.of(DEVICE, message), Arguments.of(MODULE, message)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void an_event_is_what_its_sender_said(TwinAddress sender, DeviceMessage message)
      throws Exception {
    HubEvent event = sent(sender, message);
    assertThat(event.message()).isEqualTo(message);
    assertThat(event.origin().source()).isEqualTo(EventSource.TELEMETRY);
    assertThat(event.origin().address()).isEqualTo(sender);
    assertThat(event.origin().authMethod()).contains(AuthMethod.OWN_KEY.text(sender));
    assertThat(event.origin().generationId()).isPresent();
  }
}
