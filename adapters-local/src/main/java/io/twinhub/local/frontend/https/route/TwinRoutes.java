package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.TWINS_READ;
import static io.twinhub.domain.access.DataAction.TWINS_WRITE;

import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.List;

/** {@code /twins}: device and module twins. */
public final class TwinRoutes {
  private static final String DEVICE = "twins/*";
  private static final String MODULE = "twins/*/modules/*";

  private final ServiceTwins twins;

  public TwinRoutes(ServiceTwins twins) {
    this.twins = twins;
  }

  public List<Route> routes() {
    return List.of(
        Route.ofRead(DEVICE, this::get, TWINS_READ),
        Route.ofRead(MODULE, this::get, TWINS_READ),
        Route.of("PATCH", DEVICE, this::patch, TWINS_WRITE),
        Route.of("PATCH", MODULE, this::patch, TWINS_WRITE),
        Route.of("PUT", DEVICE, this::replace, TWINS_WRITE),
        Route.of("PUT", MODULE, this::replace, TWINS_WRITE));
  }

  private Response get(Call call) {
    return answer(call, twins.get(call.principal(), call.address()));
  }

  private Response patch(Call call) {
    TwinPatch patch = PatchDocument.patch(call.request().jsonObject());
    return answer(call, twins.patch(call.principal(), call.address(), patch, ifMatch(call)));
  }

  private Response replace(Call call) {
    TwinReplacement replacement = PatchDocument.replacement(call.request().jsonObject());
    return answer(
        call, twins.replace(call.principal(), call.address(), replacement, ifMatch(call)));
  }

  private static IfMatch ifMatch(Call call) {
    return IfMatch.parse(call.header("If-Match").orElse(""));
  }

  private static Response answer(Call call, Twin twin) {
    return Response.ok(call.inItsVersion(TwinDocument.of(twin)))
        .withEtag(twin.etag().value());
  }
}
