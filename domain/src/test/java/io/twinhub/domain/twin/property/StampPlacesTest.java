package io.twinhub.domain.twin.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.twin.property.PropertyMetadata.Stamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampPlacesTest {
  private static Stamp stamp(int second) {
    return new Stamp(Instant.ofEpochSecond(second), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 11, 12, 500})
  void each_stamp_has_one_place_however_many_there_are(int others) {
    Map<String, PropertyMetadata> members = new LinkedHashMap<>();
    for (int i = 1; i <= others; i++) {
      members.put("first" + i, PropertyMetadata.leaf(stamp(i)));
      members.put("again" + i, PropertyMetadata.leaf(stamp(i)));
    }
    StampPlaces places = new StampPlaces(new PropertyMetadata(stamp(0), members));
    assertThat(places.all()).hasSize(others + 1);
    for (int i = 0; i <= others; i++) {
      assertThat(places.all().get(i)).isEqualTo(stamp(i));
      assertThat(places.place(stamp(i))).isEqualTo(i);
    }
    assertThat(places.place(stamp(others + 1))).isEqualTo(-1);
  }
}
