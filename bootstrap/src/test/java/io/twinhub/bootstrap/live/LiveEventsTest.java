package io.twinhub.bootstrap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.TwinCondition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How happenings are written, and which. */
@Timeout(30)
class LiveEventsTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");

  private final List<Consumer<Happening>> takers = new ArrayList<>();

  private static Happening happening(JsonObject document) {
    return Happening.of(Happening.Kind.CHANGE, DEVICE, () -> document);
  }

  /** What a client gets until it goes, which it does at the first event that says so. */
  private String written(
      String condition, Function<TwinAddress, Optional<Twin>> twins, List<Happening> happenings) {
    ByteArrayOutputStream client = new ByteArrayOutputStream() {
      @Override
      public void flush() throws IOException {
        if (toString(StandardCharsets.UTF_8).contains("bye")) {
          throw new IOException("gone");
        }
      }
    };
    LiveHub hub = new LiveHub(
        taker -> {
          takers.add(taker);
          return () -> takers.remove(taker);
        },
        twins);
    try (LiveEvents events = new LiveEvents(
        hub, Optional.of(condition).filter(text -> !text.isEmpty()).map(TwinCondition::of))) {
      happenings.forEach(one -> takers.get(0).accept(one));
      takers.get(0).accept(happening(JsonObject.of("bye", new JsonString("bye"))));
      assertThatThrownBy(() -> events.write(client)).hasMessage("gone");
    }
    assertThat(takers).isEmpty();
    return client.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_event_is_one_line_of_data_whatever_its_texts_are() {
    JsonObject hostile = JsonObject.of("a", new JsonString("\n\nevent: x\r\ndata: {}<script>ü"));
    assertThat(written("", address -> Optional.empty(), List.of(happening(hostile))))
        .isEqualTo("""
            :

            event: change
            data: {"a":"\\n\\nevent: x\\r\\ndata: {}<script>ü"}

            event: change
            data: {"bye":"bye"}

            """);
  }

  @Test
  void a_twin_is_read_once_for_a_condition_and_one_that_cannot_be_read_meets_none() {
    List<TwinAddress> read = new ArrayList<>();
    String text = written(
        "tags.a = 1 OR tags.b = 1 OR deviceId = 'd'",
        address -> {
          read.add(address);
          throw new HubException(RequestError.busy("too many twin reads"));
        },
        List.of());
    assertThat(text).contains("bye");
    assertThat(read).containsExactly(DEVICE);
  }
}
