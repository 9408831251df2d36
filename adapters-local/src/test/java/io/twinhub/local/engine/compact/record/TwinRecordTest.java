package io.twinhub.local.engine.compact.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.engine.compact.RandomTwins;
import io.twinhub.local.engine.compact.StoredTwin;
import io.twinhub.local.engine.compact.TwinPacking;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of a journal: nothing is lost, and what is damaged is refused. */
class TwinRecordTest {
  private static final int TWINS = 1000;

  private static final TwinAddress DEVICE = TwinAddress.device("myDeviceId");

  /** As schema 1 had it: all entries of metadata by name. */
  private static final String SCHEMA_1 = """
      {"identity":{"generationId":"638500000000000001","etag":"NzMz","authentication":{"type":"sas",\
      "primaryKey":"AAAAAAAAAAAAAAAAAAAAAA==","secondaryKey":"AQEBAQEBAQEBAQEBAQEBAQ=="},\
      "status":"enabled","statusUpdatedTime":"0001-01-01T00:00:00Z","edge":false},\
      "connection":{"connected":false,"stateUpdatedTime":"0001-01-01T00:00:00Z",\
      "lastActivityTime":"2024-05-06T12:00:00Z","modelId":""},"etag":"AAAAAAAAAAI=","version":3,\
      "tags":{"location":{"region":"US"}},"desired":{"version":2,\
      "values":{"telemetryConfig":{"freq":5,"format":"json"},"x":[1.5,null]},\
      "metadata":{"stamps":[["2024-05-06T12:00:01Z",2],["2024-05-06T12:00:00.500Z",1]],\
      "tree":[0,{"telemetryConfig":[0,{"freq":0,"format":0}],"x":1}]}},"reported":{"version":1,\
      "values":{},"metadata":{"stamps":[["2024-05-06T12:00:00Z"]],"tree":0}}}""";

  private final TwinPacking packing = new TwinPacking();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private TwinParts parts(StoredTwin twin) {
    return packing.parts(twin.identity(), twin.twin(), Optional.empty());
  }

  private String document(byte[] packed) {
    return new String(
        packing.document(parts(packing.unpack(packed)), Instant.MIN), StandardCharsets.UTF_8);
  }

  @Test
  void a_document_holds_all_of_a_registration_and_no_space() {
    byte[] packed = packing.packed(DEVICE, utf8(SCHEMA_1));
    assertThat(document(packed))
        .isEqualTo(SCHEMA_1.replace(
            "[0,{\"telemetryConfig\":[0,{\"freq\":0,\"format\":0}],\"x\":1}]", "[0,[0,1]]"))
        .isEqualTo(JsonWriter.text(JsonText.parse(document(packed))));
  }

  @Test
  void a_document_of_schema_1_is_packed_as_if_it_was_written_today() {
    byte[] old = packing.packed(DEVICE, utf8(SCHEMA_1));
    String today = document(old);
    // With words of their own: a text becomes a word when it was seen often.
    assertThat(new TwinPacking().packed(DEVICE, utf8(today)))
        .isEqualTo(new TwinPacking().packed(DEVICE, utf8(SCHEMA_1)))
        .hasSameSizeAs(old);
  }

  @Test
  void twins_of_every_kind_come_back_byte_for_byte() {
    long seed = System.nanoTime();
    System.out.println("records: seed " + seed);
    RandomTwins random = new RandomTwins(new SplittableRandom(seed));
    for (int i = 0; i < TWINS; i++) {
      StoredTwin twin = random.at(i % 2 == 0 ? DEVICE : TwinAddress.module("d", "$edgeAgent"));
      byte[] document = packing.document(parts(twin), Instant.MIN);
      byte[] packed = packing.packed(twin.address(), document);
      StoredTwin back = packing.unpack(packed);
      assertThat(back).as("seed %d", seed).isEqualTo(twin);
      assertThat(TwinDocument.of(back.twin()))
          .as("seed %d", seed)
          .hasToString(TwinDocument.of(twin.twin()).toString());
      assertThat(packing.document(parts(back), Instant.MIN))
          .as("seed %d", seed)
          .isEqualTo(document);
    }
  }

  @Test
  void metadata_that_does_not_mirror_its_values_stands_by_name() {
    String odd = SCHEMA_1.replace(
        "\"tree\":[0,{\"telemetryConfig\":[0,{\"freq\":0,\"format\":0}],\"x\":1}]",
        "\"tree\":[1,{\"gone\":[0,{}],\"x\":1,\"telemetryConfig\":[1,{\"format\":0}]}]");
    byte[] packed = packing.packed(DEVICE, utf8(odd));
    assertThat(packing.unpack(packed).twin().desired().metadata().members().keySet())
        .containsExactly("gone", "x", "telemetryConfig");
    assertThat(document(packed)).contains("""
            [["2024-05-06T12:00:00.500Z",1],["2024-05-06T12:00:01Z",2]],\
            "tree":[0,{"gone":1,"x":0,"telemetryConfig":[0,{"format":1}]}]""");
    assertThat(packing.unpack(packing.packed(DEVICE, utf8(document(packed)))))
        .isEqualTo(packing.unpack(packed));
  }

  @Test
  void a_later_activity_is_kept() {
    byte[] packed = packing.packed(DEVICE, utf8(SCHEMA_1));
    Instant later = Instant.parse("2024-05-07T00:00:00.000001Z");
    assertThat(packing.document(parts(packing.unpack(packed)), later))
        .asString(StandardCharsets.UTF_8)
        .contains("\"lastActivityTime\":\"2024-05-07T00:00:00.000001Z\"");
  }

  static List<String> members() {
    return List.of(
        "identity",
        "generationId",
        "authentication",
        "type",
        "primaryKey",
        "status",
        "edge",
        "connection",
        "connected",
        "stateUpdatedTime",
        "modelId",
        "etag",
        "version",
        "tags",
        "desired",
        "values",
        "metadata",
        "stamps",
        "tree",
        "reported");
  }

  @ParameterizedTest
  @MethodSource("members")
  void a_document_without_one_of_its_members_is_refused(String member) {
    String without = SCHEMA_1.replaceFirst("\"" + member + "\"", "\"other\"");
    assertThatThrownBy(() -> packing.packed(DEVICE, utf8(without)))
        .hasMessage("'%s' is missing or of another type".formatted(member));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          "edge":false        | "edge":0             | 'edge' is missing or of another type
          "version":3         | "version":3.5        | 'version' is missing or of another type
          "version":3         | "version":"3"        | 'version' is missing or of another type
          "etag":"NzMz"       | "etag":null          | 'etag' is missing or of another type
          "status":"enabled"  | "status":"maybe"     | 'status' is missing or of another type
          "type":"sas"        | "type":"handshake"   | 'authentication' is missing or of another type
          "edge":false        | "edge":false,"x":1   | 'x' is not expected there
          06T12:00:01Z",2     | noon",2              | 'stamps' is missing or of another type
          :01Z",2]            | :01Z",2,3]           | 'stamps' is missing or of another type
          [["2024             | [7,["2024            | 'stamps' is missing or of another type
          "tree":0            | "tree":1             | 'tree' is missing or of another type
          "tree":0            | "tree":-1            | 'tree' is missing or of another type
          "tree":0            | "tree":"0"           | 'tree' is missing or of another type
          "tree":0            | "tree":[0,7]         | 'tree' is missing or of another type
          "tree":0            | "tree":[0,[1]]       | 'tree' is missing or of another type
          "tree":[0,{         | "tree":[0,[0]],"x":[0,{ | 'tree' is missing or of another type
          "x":1}]             | "x":1},7]            | 'tree' is missing or of another type
          "tags":{"location"  | "tags":{"location":1,"location" | 'values' is missing or of another type
          "primaryKey":"AAAA  | "primaryKey":"~      | a key must be base64 text of 16 to 64 bytes
          "connected":false   | "connected":         | not JSON: line 1, column 280: expected a value, found ','
          """)
  void a_damaged_document_is_refused(String whole, String damaged, String message) {
    assertThat(SCHEMA_1).contains(whole);
    String document = SCHEMA_1.replace(whole, damaged);
    assertThatThrownBy(() -> packing.packed(DEVICE, utf8(document)))
        .isInstanceOf(RuntimeException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void what_is_no_object_is_refused() {
    assertThatThrownBy(() -> packing.packed(DEVICE, utf8("[]")))
        .hasMessage("'document' is missing or of another type");
    assertThatThrownBy(() -> packing.packed(DEVICE, utf8(SCHEMA_1 + " {}")))
        .hasMessageStartingWith("not JSON: line 1, column ")
        .hasMessageEndingWith("more text after the value");
  }
}
