package io.twinhub.azure.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event Hubs-compatible connection strings: what is taken, and what is said of all else. */
class EventsAddressTest {
  private static final String GIVEN =
      "Endpoint=sb://h.servicebus.windows.net/;SharedAccessKeyName=service;SharedAccessKey=c2VjcmV0;EntityPath=hub";

  @Test
  void a_string_as_azure_prints_it_is_taken_as_it_is() {
    EventsAddress address = EventsAddress.parse(GIVEN);
    assertThat(address.connectionString()).isEqualTo(GIVEN);
    assertThat(address.consumerGroup()).isEqualTo("$Default");
    assertThat(address.readBy("mine").consumerGroup()).isEqualTo("mine");
    assertThat(address.name()).isEqualTo("h.servicebus.windows.net/hub");
  }

  @Test
  void parts_that_the_client_would_refuse_are_left_out_and_names_are_read_in_any_case() {
    assertThat(EventsAddress.parse(
                " endpoint=sb://localhost:5672;ENTITYPATH=e;Colour=red;"
                    + "SharedAccessSignature=SharedAccessSignature sr=a&sig=b%3D;usedevelopmentemulator=true;")
            .connectionString())
        .isEqualTo(
            "Endpoint=sb://localhost:5672;"
                + "SharedAccessSignature=SharedAccessSignature sr=a&sig=b%3D;EntityPath=e;UseDevelopmentEmulator=true");
  }

  @Test
  void its_text_shows_no_key() {
    assertThat(EventsAddress.parse(GIVEN))
        .hasToString("EventsAddress[h.servicebus.windows.net/hub, $Default]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                           | it lacks Endpoint",
        "HostName=h;SharedAccessKeyName=a;SharedAccessKey=c2VjcmV0 | this is a connection string of the hub, not of its events",
        "Endpoint=;EntityPath=e                       | it lacks Endpoint",
        "Endpoint=sb://h;SharedAccessKey=c2VjcmV0     | it lacks EntityPath",
        "Endpoint=https://h;EntityPath=e              | Endpoint does not begin with sb://",
        "Endpoint=sb://h;EntityPath=e;SharedAccessKey=c2VjcmV0 | it lacks SharedAccessKeyName and SharedAccessKey",
      })
  void what_is_none_is_refused_with_the_way_to_get_one_and_no_key(String text, String what) {
    assertThatThrownBy(() -> EventsAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an Event Hubs-compatible connection string: " + what
            + "; one looks like Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…,"
            + " and 'az iot hub connection-string show --default-eventhub' prints it of a hub of Azure,"
            + " 'twinhub connection-string show --default-eventhub' of a Twinhub")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void a_hub_whose_events_are_nowhere_says_how_to_get_the_string() {
    try (AzureHub hub = AzureHub.at(HubAddress.parse(
            "HostName=h.azure-devices.net;SharedAccessKeyName=a;SharedAccessKey=c2VjcmV0"))
        .build()) {
      for (ThrowingCallable use : List.<ThrowingCallable>of(
          () -> hub.events().partitions(),
          () -> hub.events().state(0),
          () -> hub.ports().events().read(0, new EventPosition.Latest(), event -> {}),
          () -> hub.changes().subscribe(change -> {}))) {
        assertThatThrownBy(use).isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED);
          assertThat(refusal)
              .hasMessage(
                  "the events of a hub are read from its Event Hubs-compatible endpoint, whose"
                      + " connection string was not given; 'az iot hub connection-string show"
                      + " --default-eventhub' prints it of a hub of Azure, 'twinhub connection-string show"
                      + " --default-eventhub' of a Twinhub");
        });
      }
    }
  }
}
