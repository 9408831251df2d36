package io.twinhub.local.engine.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.local.engine.compact.bytes.RecentTexts;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.record.TwinParts;
import io.twinhub.local.engine.query.table.KeyOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nothing is lost on the way into bytes and back. */
class TwinPackingTest {
  private static final int TWINS = 3000;

  private final TwinPacking packing = new TwinPacking();

  private byte[] pack(Identity identity, Twin twin) {
    return packing.pack(twin.address(), packing.parts(identity, twin, Optional.empty()));
  }

  private static StoredTwin twin(long seed) {
    return new RandomTwins(new SplittableRandom(seed)).at(TwinAddress.device("device"));
  }

  @Test
  void registrations_of_every_kind_come_back_as_they_were() {
    long seed = System.nanoTime();
    System.out.println("packing: seed " + seed);
    RandomTwins random = new RandomTwins(new SplittableRandom(seed));
    List<StoredTwin> twins = new ArrayList<>();
    List<byte[]> packed = new ArrayList<>();
    for (int i = 0; i < TWINS; i++) {
      StoredTwin twin = random.at(
          i % 2 == 0
              ? TwinAddress.device("device-" + i)
              : TwinAddress.module("device-" + i, "$edgeAgent"));
      twins.add(twin);
      packed.add(pack(twin.identity(), twin.twin()));
    }
    int texts = 0;
    for (int i = 0; i < TWINS; i++) {
      StoredTwin twin = twins.get(i);
      StoredTwin back = packing.unpack(packed.get(i));
      assertThat(back).as("seed %d", seed).isEqualTo(twin);
      // Objects are equal in any order of their members; documents show the order, metadata and
      // all.
      assertThat(TwinDocument.of(back.twin()))
          .hasToString(TwinDocument.of(twin.twin()).toString());
      assertEveryPathIsFound(twin.twin(), packed.get(i));
      texts += assertText(twin.twin(), packed.get(i), seed);
    }
    assertThat(texts).as("made without objects").isGreaterThan(TWINS * 9 / 10);
  }

  private int assertText(Twin twin, byte[] packed, long seed) {
    Instant active = twin.root().connection().lastActivityTime().plusNanos(700);
    Twin shown = twin.with(twin.root().with(twin.root().connection().activeAt(active)));
    Optional<byte[]> text = packing.text(packed, active);
    text.ifPresent(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
        .as("seed %d", seed)
        .isEqualTo(new String(JsonWriter.bytes(TwinDocument.of(shown)), StandardCharsets.UTF_8)));
    return text.isPresent() ? 1 : 0;
  }

  private void assertEveryPathIsFound(Twin twin, byte[] packed) {
    for (JsonPath path : paths(JsonPath.ROOT, TwinDocument.of(twin))) {
      Optional<Optional<JsonValue>> found = packing.find(packed, path.segments());
      found.ifPresent(value ->
          assertThat(value).as("%s of %s", path, twin).isEqualTo(TwinDocument.find(twin, path)));
      boolean below = path.segments().size() > 1 && path.segments().get(0).equals("tags");
      assertThat(found.isPresent() || !below).isTrue();
    }
  }

  private static List<JsonPath> paths(JsonPath parent, JsonObject object) {
    List<JsonPath> paths = new ArrayList<>();
    object.forEach((name, value) -> {
      JsonPath path = parent.then(name);
      paths.add(path);
      paths.add(path.then("nowhere"));
      if (value instanceof JsonObject inner) {
        paths.addAll(paths(path, inner));
      }
    });
    return paths;
  }

  @Test
  void etags_generations_and_keys_of_others_survive() {
    StoredTwin any = twin(7);
    Identity identity = new Identity(
        any.address(),
        "007",
        new IdentityEtag("not base64"),
        new Authentication.Sas(new SharedKey("AAE"), new SharedKey("AAA=")),
        any.identity().status(),
        Optional.of("日本"),
        Identity.NEVER,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
    Twin before = any.twin();
    Twin twin = new Twin(
        before.address(),
        before.root(),
        new Etag("foreign"),
        before.version(),
        before.tags(),
        before.desired(),
        before.reported());
    StoredTwin back = packing.unpack(pack(identity, twin));
    assertThat(back.identity()).isEqualTo(identity);
    assertThat(back.twin().etag()).isEqualTo(twin.etag());
  }

  @Test
  void parts_that_did_not_change_are_shared_with_the_state_before() {
    StoredTwin any = twin(7);
    Twin before = any.twin();
    TwinParts first = packing.parts(any.identity(), before, Optional.empty());
    Twin twin = before
        .patched(
            TwinPatch.ofTags(JsonObject.of("new", JsonNumber.of(1))),
            IfMatch.any(),
            Instant.EPOCH,
            TwinRules.DEFAULT)
        .after();
    TwinParts second = packing.parts(any.identity(), twin, Optional.of(first));
    assertThat(second.sections().tags()).isNotSameAs(first.sections().tags());
    assertThat(second.sections().desired()).isSameAs(first.sections().desired());
    assertThat(second.sections().reported()).isSameAs(first.sections().reported());
    assertThat(second.identity()).isSameAs(first.identity());
    assertThat(packing.pack(twin.address(), second)).isEqualTo(pack(any.identity(), twin));
    Twin elsewhere = twin(8).twin();
    TwinParts third =
        packing.parts(any.identity(), twin.with(elsewhere.root()), Optional.of(second));
    assertThat(third.identity()).as("it shows another device").isNotSameAs(second.identity());
    Twin active = twin.with(twin.root().with(elsewhere.root().connection()));
    TwinParts fourth = packing.parts(any.identity(), active, Optional.of(second));
    assertThat(fourth.identity()).as("only its connection moved").isSameAs(second.identity());
    assertThat(packing.pack(active.address(), fourth)).isEqualTo(pack(any.identity(), active));
  }

  @Test
  void a_text_is_made_anew_when_the_twin_or_its_activity_moved_and_only_then() {
    StoredTwin any = twin(11);
    Instant active = any.twin().root().connection().lastActivityTime().plusSeconds(1);
    byte[] packed = pack(any.identity(), any.twin());
    byte[] first = packing.text(packed, active).orElseThrow();
    assertThat(packing.text(packed, active).orElseThrow()).isSameAs(first);
    assertThat(packing.text(packed, active.plusSeconds(1)).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .contains("\"lastActivityTime\":\"" + HubTime.text(active.plusSeconds(1)));
    byte[] again = pack(any.identity(), any.twin());
    assertThat(packing.text(again, active).orElseThrow()).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void a_long_text_is_not_kept() {
    StoredTwin any = twin(11);
    RecentTexts recent = new RecentTexts();
    byte[] packed = pack(any.identity(), any.twin());
    recent.put(packed, Instant.EPOCH, Optional.of(new byte[RecentTexts.TEXT_BYTES_MAX + 1]));
    assertThat(recent.find(packed, Instant.EPOCH)).isEmpty();
    recent.put(packed, Instant.EPOCH, Optional.of(new byte[RecentTexts.TEXT_BYTES_MAX]));
    assertThat(recent.find(packed, Instant.EPOCH)).isPresent();
    assertThat(recent.find(packed.clone(), Instant.EPOCH)).isEmpty();
  }

  @Test
  void more_words_and_shapes_than_are_shared_are_kept_all_the_same() {
    StoredTwin any = twin(3);
    for (int i = 0; i < SharedTexts.SHAPES_MAX + 100; i++) {
      JsonObject tags =
          JsonObject.of("name" + i, new JsonString("text" + i)).with("n", JsonNumber.of(i));
      Twin before = any.twin();
      Twin twin = new Twin(
          before.address(),
          before.root(),
          before.etag(),
          before.version(),
          new Tags(tags),
          before.desired(),
          before.reported());
      byte[] packed = pack(any.identity(), twin);
      for (int j = 0; j < 5; j++) {
        packed = pack(any.identity(), twin);
      }
      assertThat(packing.unpack(packed).twin().tags().values()).isEqualTo(tags);
      assertThat(packing.find(packed, List.of("tags", "n"))).contains(tags.find("n"));
      assertThat(packing.find(packed, List.of("tags", "m"))).contains(Optional.empty());
    }
  }

  @Test
  void a_text_that_many_twins_have_is_kept_once() {
    SharedTexts words = new SharedTexts();
    JsonString text = new JsonString("Redmond43");
    for (int i = 0; i < 100_000; i++) {
      assertThat(words.number("id-" + i)).isEmpty();
      if (i % 10 == 0) {
        words.number(text.value());
      }
    }
    assertThat(words.number(text.value())).hasValue(0);
    assertThat(words.word(0)).isEqualTo(text);
  }

  @Test
  void bytes_are_in_the_order_of_addresses() {
    List<String> keys = List.of("A", "a", "a/1", "a/12", "a-1", "a-1/1", "b");
    for (String left : keys) {
      TwinAddress address = left.contains("/")
          ? TwinAddress.module(
              left.substring(0, left.indexOf('/')), left.substring(left.indexOf('/') + 1))
          : TwinAddress.device(left);
      StoredTwin twin = new RandomTwins(new SplittableRandom(1)).at(address);
      byte[] packed = pack(twin.identity(), twin.twin());
      for (String right : keys) {
        assertThat(Integer.signum(TwinPacking.compare(packed, right)))
            .as(left + " " + right)
            .isEqualTo(Integer.signum(KeyOrder.compare(left, right)))
            .isEqualTo(Integer.compare(keys.indexOf(left), keys.indexOf(right)));
      }
    }
  }
}
