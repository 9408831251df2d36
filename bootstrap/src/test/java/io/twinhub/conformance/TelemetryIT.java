package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices and modules of the Java SDK send messages to the cloud over each transport that the SDK has. */
@Timeout(120)
class TelemetryIT {
  private static final int CALL_MILLIS_MAX = 20_000;
  private static final int MANY = 50;

  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static List<HubEvent> events(TwinAddress of) {
    return AllEvents.of(hub.hub().ports().events()).stream()
        .filter(event -> event.origin().address().equals(of))
        .toList();
  }

  private static Message message(String text) {
    Message message = new Message(text);
    message.setMessageId("id-" + text);
    message.setCorrelationId("c/1");
    message.setContentType("application/json");
    message.setContentEncoding("utf-8");
    message.setProperty("level", "x=1&2/%41");
    return message;
  }

  private static void assertKept(HubEvent event, String text) {
    assertThat(event.message().body().text()).isEqualTo(text);
    assertThat(event.message().find(SystemProperty.MESSAGE_ID)).contains("id-" + text);
    assertThat(event.message().find(SystemProperty.CORRELATION_ID)).contains("c/1");
    assertThat(event.message().find(SystemProperty.CONTENT_ENCODING)).contains("utf-8");
    assertThat(event.message().properties()).containsEntry("level", "x=1&2/%41");
    TwinAddress sender = event.origin().address();
    assertThat(event.origin().authMethod()).contains(AuthMethod.OWN_KEY.text(sender));
  }

  @ParameterizedTest
  @EnumSource
  void a_device_sends_messages_one_by_one_and_together(IotHubClientProtocol protocol)
      throws Exception {
    Device device = hub.newDevice("sender-" + protocol);
    TwinAddress address = TwinAddress.device(device.getDeviceId());
    DeviceClient client = new DeviceClient(
        HubOnSdkPorts.connectionString(device),
        protocol,
        ClientOptions.builder().modelId("dtmi:com:example:Thermostat;1").build());
    try {
      client.open(true);
      client.sendEvent(message("alone"), CALL_MILLIS_MAX);
      List<HubEvent> alone = events(address);
      assertThat(alone).as("those that the client knows of are kept").hasSize(1);
      assertKept(alone.get(0), "alone");
      assertThat(alone.get(0).message().find(SystemProperty.CONTENT_TYPE))
          .contains("application/json");
      sendMany(client, protocol);
      List<HubEvent> all = events(address);
      assertThat(all).hasSize(1 + MANY);
      for (int i = 0; i < MANY; i++) {
        assertKept(all.get(1 + i), "m" + i);
      }
    } finally {
      client.close();
    }
  }

  /** The SDK has batches over HTTPS only; elsewhere many messages are under way at once. */
  private static void sendMany(DeviceClient client, IotHubClientProtocol protocol)
      throws Exception {
    List<Message> many =
        IntStream.range(0, MANY).mapToObj(i -> message("m" + i)).toList();
    if (protocol == IotHubClientProtocol.HTTPS) {
      client.sendEvents(many, CALL_MILLIS_MAX);
      return;
    }
    BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    for (Message message : many) {
      client.sendEventAsync(
          message, (sent, failure, context) -> answers.add(failure == null), "unused");
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(answers.poll(CALL_MILLIS_MAX, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HTTPS", mode = EnumSource.Mode.EXCLUDE)
  void a_module_sends_messages_and_tells_its_model(IotHubClientProtocol protocol) throws Exception {
    String id = "with-module-" + protocol;
    Device device = hub.newDevice(id);
    Module module = hub.registry().addModule(new Module(id, "part"));
    String connection =
        HubOnSdkPorts.connectionString(id + ";ModuleId=part", module.getPrimaryKey());
    InternalClient client = new ModuleClient(
        connection,
        protocol,
        ClientOptions.builder().modelId("dtmi:com:example:Thermostat;1").build());
    try {
      client.open(true);
      client.sendEvent(message("of a module"), CALL_MILLIS_MAX);
      List<HubEvent> events = events(TwinAddress.module(id, "part"));
      assertThat(events).hasSize(1);
      assertKept(events.get(0), "of a module");
      assertThat(events.get(0).origin().modelId()).contains("dtmi:com:example:Thermostat;1");
      assertThat(events(TwinAddress.device(device.getDeviceId()))).isEmpty();
    } finally {
      client.close();
    }
  }
}
