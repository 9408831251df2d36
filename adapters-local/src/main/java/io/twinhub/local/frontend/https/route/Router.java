package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.wire.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the route of a request and authenticates its sender. */
public final class Router {
  private static final String API_VERSION = "api-version";

  /** The header that names the module calling a method: {@code DEVICE/MODULE}, encoded or raw. */
  static final String CALLER = "x-ms-edge-moduleId";

  /** An api-version is any date, with or without {@code -preview}: all are served alike. */
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[A-Za-z0-9.-]+)?");

  private final Authenticator authenticator;
  private final List<Route> routes;
  private final List<Route> quick;

  /** Creates a router that tries the routes in this order. */
  public Router(Authenticator authenticator, List<Route> routes) {
    this.authenticator = authenticator;
    this.routes = List.copyOf(routes);
    this.quick = routes.stream().filter(Route::quick).toList();
  }

  /**
   * Answers a request.
   *
   * @return the response, or a failure with a {@link HubException}; a caller that cancels it no longer wants
   *     the response
   * @throws HubException if no route matches, the api-version is missing, the credentials are not valid, or
   *     the route refuses; nothing has been changed then
   */
  public CompletableFuture<Response> answer(Request request) {
    return admitted(request).get();
  }

  /** Whether {@link #answer} neither waits nor takes long, if no operation does. */
  public boolean isQuick(Request request) {
    List<String> segments = request.target().segments();
    for (Route route : quick) {
      if (route.allows(request.method()) && route.match(segments).isPresent()) {
        return request.body().length == 0;
      }
    }
    return false;
  }

  /**
   * Checks that a request has a route and an authenticated sender, whatever its body holds.
   *
   * @throws HubException as {@link #answer} does
   */
  public void judge(Request bodiless) {
    Supplier<CompletableFuture<Response>> unused = admitted(bodiless);
  }

  private Supplier<CompletableFuture<Response>> admitted(Request request) {
    List<String> segments = request.target().segments();
    List<String> otherMethods = new ArrayList<>();
    for (Route route : routes) {
      Optional<List<String>> ids = route.match(segments);
      if (ids.isPresent() && route.allows(request.method())) {
        requireVersion(request.target());
        Principal principal = sender(route, request, ids.get());
        return () -> route.action().answer(new Call(principal, request, ids.get()));
      }
      ids.ifPresent(fits -> otherMethods.add(route.method()));
    }
    throw new HubException(
        otherMethods.isEmpty()
            ? unknown(segments)
            : new WrongMethod(request.method(), otherMethods.stream().distinct().toList()));
  }

  private Principal sender(Route route, Request request, List<String> ids) {
    Optional<String> token = request.header("Authorization");
    return switch (route.sender()) {
      case BACK_END -> backEnd(route, token, request);
      case DEVICE -> device(Call.address(ids), token, request);
      case BACK_END_OR_OWNER ->
        authenticator.isFromDevice(token, request.clientCertificates())
            ? owner(route, new DeviceId(ids.get(0)), token, request)
            : backEnd(route, token, request);
      case BACK_END_OR_MODULE -> {
        Optional<TwinAddress> caller = request.header(CALLER).map(Router::module);
        yield caller.isPresent() && authenticator.isFromDevice(token, request.clientCertificates())
            ? device(caller.get(), token, request)
            : backEnd(route, token, request);
      }
    };
  }

  private Principal backEnd(Route route, Optional<String> token, Request request) {
    Principal principal =
        authenticator.service(token.orElse(""), request.target().segments());
    authenticator.require(principal, () -> route.rights().forEach(principal::require));
    return principal;
  }

  private Principal owner(Route route, DeviceId deviceId, Optional<String> token, Request request) {
    Principal principal = device(TwinAddress.of(deviceId), token, request);
    authenticator.require(
        principal,
        () -> route.rights().forEach(right -> principal.requireOnModules(right, deviceId)));
    return principal;
  }

  private Principal device(TwinAddress claimed, Optional<String> token, Request request) {
    return authenticator.device(claimed, token, request.clientCertificates()).principal();
  }

  private static TwinAddress module(String header) {
    List<String> ids =
        Stream.of(header.strip().split("/", -1)).map(Percent::decode).toList();
    if (ids.size() != 2) {
      throw new HubException(RequestError.invalid(
          "%s '%s' is not DEVICE/MODULE".formatted(CALLER, ClientText.shown(header))));
    }
    return Call.address(ids);
  }

  /** Whether errors for {@code target} use the dialect with the error number. */
  public boolean isNumbered(RequestTarget target) {
    return routes.stream()
        .filter(route -> route.match(target.segments()).isPresent())
        .anyMatch(route -> route.sender().readsNumbers());
  }

  private static void requireVersion(RequestTarget target) {
    Optional<String> version = target.parameter(API_VERSION);
    if (version.isEmpty()) {
      throw new HubException(HubError.of(
          ErrorCode.INVALID_PROTOCOL_VERSION,
          "the query parameter api-version is missing; use 2021-04-12"));
    }
    if (!DATE.matcher(version.get()).matches()) {
      throw new HubException(HubError.of(
          ErrorCode.INVALID_PROTOCOL_VERSION,
          "api-version '%s' is not a date; use 2021-04-12"
              .formatted(ClientText.shown(version.get()))));
    }
  }

  private static HubError unknown(List<String> segments) {
    return HubError.of(
        ErrorCode.NOT_FOUND,
        "there is no address /" + ClientText.shown(String.join("/", segments)));
  }
}
