package io.twinhub.application.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents piece by piece. */
class JsonSourceTest {
  private static List<String> pieces(String text) {
    return JsonText.readOwn(text.getBytes(StandardCharsets.UTF_8), in -> {
      List<String> pieces = new ArrayList<>();
      JsonSource.Piece piece = in.next();
      for (; piece != JsonSource.Piece.END; piece = in.next()) {
        pieces.add(
            switch (piece) {
              case NAME, TEXT -> piece + " " + in.text();
              case WHOLE -> piece + " " + in.whole();
              case DECIMAL -> piece + " " + in.number();
              default -> piece.toString();
            });
      }
      return pieces;
    });
  }

  @Test
  void every_kind_of_piece_comes_in_its_place() {
    assertThat(
            pieces(
                "{\"a\":[1,-9223372036854775808,9223372036854775808,1.50,true,false,null],\"é\":\"\\ud83d\"}"))
        .containsExactly(
            "OBJECT",
            "NAME a",
            "ARRAY",
            "WHOLE 1",
            "WHOLE -9223372036854775808",
            "DECIMAL 9223372036854775808",
            "DECIMAL 1.5",
            "TRUE",
            "FALSE",
            "NULL",
            "END_ARRAY",
            "NAME é",
            "TEXT \ud83d",
            "END_OBJECT");
  }

  @Test
  void what_is_not_json_is_refused_where_it_stops_to_be() {
    assertThatThrownBy(() -> pieces("{\"a\":1,}"))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("not JSON: line 1, column 8: ");
    assertThatThrownBy(() -> pieces("{\"a\":"))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("not JSON: line 1, column ");
  }

  @Test
  void nothing_may_follow_the_value_that_is_read() {
    assertThatThrownBy(() -> JsonText.readOwn("[] 7".getBytes(StandardCharsets.UTF_8), in -> {
          in.next();
          return in.next();
        }))
        .isInstanceOf(HubException.class)
        .hasMessage("not JSON: line 1, column 4: more text after the value");
  }
}
