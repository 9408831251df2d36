package io.twinhub.domain.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.RoutingDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.EventSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes and enrichments, and their documents. */
class RoutingTest {
  private static final Route TWINS = new Route("Twins", EventSource.TWIN_CHANGES, "true", true);
  private static final Enrichment SITE = new Enrichment("site", "$twin.tags.site");

  private static void assertRefused(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(HubException.class).hasMessage(message);
  }

  @Test
  void a_new_hub_has_no_routes_and_its_fallback_is_on() {
    assertThat(Routing.INITIAL.routes()).isEmpty();
    assertThat(Routing.INITIAL.fallback()).isTrue();
  }

  @Test
  void a_route_is_found_in_any_case_and_replaced_in_its_place() {
    Route other = new Route("b", EventSource.TELEMETRY, "", true);
    Routing routing = Routing.INITIAL.with(TWINS).with(other);
    Route next = new Route("twins", EventSource.TWIN_CHANGES, " a = 1 ", false);
    assertThat(routing.find("TWINS")).contains(TWINS);
    assertThat(routing.with(next).routes()).containsExactly(next, other);
    assertThat(next.condition()).isEqualTo("a = 1");
    assertThat(other.condition()).isEqualTo("true");
    assertThat(routing.without("tWINS").routes()).containsExactly(other);
  }

  @Test
  void an_enrichment_is_found_in_any_case_and_replaced_in_its_place() {
    Enrichment next = new Enrichment("SITE", "x");
    Routing routing = Routing.INITIAL.with(SITE);
    assertThat(routing.with(next).enrichments()).containsExactly(next);
    assertThat(routing.withoutEnrichment("Site").enrichments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a/b", "$fallback"})
  void another_name_is_no_route_name(String name) {
    assertRefused(
        () -> new Route(name, EventSource.TELEMETRY, "", true),
        "'%s' is not a route name: use 1 to 64 letters, digits, hyphens, full stops and underscores"
            .formatted(name));
  }

  @Test
  void limits_are_told() {
    List<Route> many = new ArrayList<>();
    for (int i = 0; i <= Route.ROUTES_MAX; i++) {
      many.add(new Route("r" + i, EventSource.TELEMETRY, "", true));
    }
    assertThat(new Routing(many.subList(1, many.size()), true, List.of()).routes())
        .hasSize(100);
    assertRefused(() -> new Routing(many, true, List.of()), "a hub has at most 100 routes");
    List<Enrichment> more = new ArrayList<>();
    for (int i = 0; i <= Enrichment.ENRICHMENTS_MAX; i++) {
      more.add(new Enrichment("e" + i, ""));
    }
    assertRefused(() -> new Routing(List.of(), true, more), "a hub has at most 10 enrichments");
    assertRefused(
        () -> new Enrichment(" ", "x"),
        "the enrichment ' ' is not valid: its key has 1 to 1024 characters, its value at most as many");
    assertRefused(
        () -> new Enrichment("k", "x".repeat(1025)),
        "the enrichment 'k' is not valid: its key has 1 to 1024 characters, its value at most as many");
    assertRefused(
        () -> new Enrichment("k".repeat(1025), "x"),
        "the enrichment '%s' is not valid: its key has 1 to 1024 characters, its value at most as many"
            .formatted(ClientText.shown("k".repeat(1025))));
  }

  @Test
  void names_that_differ_by_their_case_alone_and_names_that_are_not_there_are_refused() {
    Route again = new Route("TWINS", EventSource.TELEMETRY, "", true);
    assertRefused(
        () -> new Routing(List.of(TWINS, again), true, List.of()),
        "there is already a route 'TWINS'");
    assertRefused(
        () -> new Routing(List.of(), true, List.of(SITE, new Enrichment("Site", ""))),
        "there is already an enrichment 'Site'");
    assertRefused(() -> Routing.INITIAL.without("x"), "there is no route 'x'");
    assertRefused(() -> Routing.INITIAL.withoutEnrichment("x"), "there is no enrichment 'x'");
  }

  @Test
  void documents_are_read_as_they_are_written() {
    Routing routing = Routing.INITIAL
        .with(TWINS)
        .with(new Route("off", EventSource.DEVICE_LIFECYCLE, "a = 1", false))
        .with(SITE)
        .fallback(false);
    JsonObject document = RoutingDocument.of(routing);
    assertThat(RoutingDocument.routing(Members.exactly("", document))).isEqualTo(routing);
    assertThat(RoutingDocument.of(TWINS).toString())
        .isEqualTo("{\"name\":\"Twins\",\"source\":\"TwinChangeEvents\",\"condition\":\"true\","
            + "\"endpointNames\":[\"events\"],\"isEnabled\":true}");
  }

  @Test
  void what_a_document_leaves_out_is_as_in_a_new_hub() {
    assertThat(RoutingDocument.routing(Members.exactly("", JsonObject.EMPTY)))
        .isEqualTo(Routing.INITIAL);
    JsonObject route = JsonObject.of("name", new JsonString("Twins"))
        .with("source", new JsonString("twinchangeevents"));
    assertThat(RoutingDocument.route(Members.exactly("", route))).isEqualTo(TWINS);
  }

  @Test
  void a_wrong_document_is_told_with_its_place() {
    JsonObject route = RoutingDocument.of(TWINS);
    assertWrong(
        route.with("source", new JsonString("x")),
        "'x' is not a source of events: use one of DeviceMessages, TwinChangeEvents,"
            + " DeviceLifecycleEvents, DeviceConnectionStateEvents");
    assertWrong(
        route.with("endpointNames", JsonArray.of(new JsonString("queue"))),
        "there is no endpoint 'queue'; the only one of this hub is events");
    assertWrong(route.without("name"), "routes[0].name is missing");
    assertWrong(
        route.with("isEnabled", JsonNumber.of(1)), "routes[0].isEnabled must be true or false");
    assertWrong(route.with("colour", JsonBool.of(true)), "routes[0].colour is not a known field");
  }

  private static void assertWrong(JsonObject route, String message) {
    JsonObject document = JsonObject.of("routes", JsonArray.of(route));
    assertThatThrownBy(() -> RoutingDocument.routing(Members.exactly("", document)))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(message);
  }
}
