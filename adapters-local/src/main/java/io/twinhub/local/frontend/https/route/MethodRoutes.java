package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.DIRECT_METHODS_INVOKE;

import io.twinhub.application.document.MethodDocument;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code /twins/ID/methods}: direct methods, called by back ends or by modules of the same device. */
public final class MethodRoutes {
  private final ServiceMethods methods;

  public MethodRoutes(ServiceMethods methods) {
    this.methods = methods;
  }

  public List<Route> routes() {
    return List.of(
        Route.ofModule("POST", "twins/*/methods", this::invoke, DIRECT_METHODS_INVOKE),
        Route.ofModule("POST", "twins/*/modules/*/methods", this::invoke, DIRECT_METHODS_INVOKE));
  }

  private CompletableFuture<Response> invoke(Call call) {
    Request request = call.request();
    MethodCall wanted = MethodDocument.call(Members.of(request.jsonObject()), request.body());
    CompletableFuture<MethodAnswer> answered =
        methods.invoke(call.principal(), call.address(), wanted);
    CompletableFuture<Response> response =
        answered.thenApply(answer -> Response.okText(() -> MethodDocument.text(answer)));
    var unused = response.whenComplete((sent, failure) -> {
      if (response.isCancelled()) {
        answered.cancel(false);
      }
    });
    return response;
  }
}
