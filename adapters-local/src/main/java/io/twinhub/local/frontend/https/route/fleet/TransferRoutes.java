package io.twinhub.local.frontend.https.route.fleet;

import static io.twinhub.domain.access.DataAction.DEVICES_READ;
import static io.twinhub.domain.access.DataAction.DEVICES_WRITE;

import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.local.frontend.https.route.Call;
import io.twinhub.local.frontend.https.route.Response;
import io.twinhub.local.frontend.https.route.Route;
import java.util.List;

/** {@code /jobs}: import and export jobs. */
public final class TransferRoutes {
  private static final String JOB = "jobs/*";

  private final ServiceTransfers transfers;

  public TransferRoutes(ServiceTransfers transfers) {
    this.transfers = transfers;
  }

  /** To be tried after those of scheduled jobs, since {@code v2} would count as an id here. */
  public List<Route> routes() {
    return List.of(
        Route.of("POST", "jobs/create", this::start, DEVICES_READ, DEVICES_WRITE),
        Route.of("GET", "jobs", this::list, DEVICES_READ, DEVICES_WRITE),
        Route.of("GET", JOB, this::get, DEVICES_READ, DEVICES_WRITE),
        Route.of("DELETE", JOB, this::cancel, DEVICES_READ, DEVICES_WRITE));
  }

  private Response start(Call call) {
    return Response.ok(TransferDocument.of(transfers.start(
        call.principal(), TransferDocument.request(call.request().jsonObject()))));
  }

  private Response list(Call call) {
    return Response.ok(JsonArray.of(transfers.list(call.principal()), TransferDocument::of));
  }

  private Response get(Call call) {
    return Response.ok(
        TransferDocument.of(transfers.get(call.principal(), call.ids().get(0))));
  }

  private Response cancel(Call call) {
    transfers.cancel(call.principal(), call.ids().get(0));
    return Response.noContent();
  }
}
