package io.twinhub.local.frontend.https.route;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** One complete request. */
public final class Request {
  private static final String OVERRIDE = "X-HTTP-Method-Override";

  private final String method;
  private final RequestTarget target;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Supplier<List<X509Certificate>> clientCertificates;

  public Request(
      HttpRequest head,
      RequestTarget target,
      byte[] body,
      Supplier<List<X509Certificate>> clientCertificates) {
    this.method = head.method().name();
    this.target = target;
    this.headers = head.headers();
    this.body = body;
    this.clientCertificates = clientCertificates;
  }

  /** The intended method: Java's service client cannot send PATCH and uses POST with a header. */
  String method() {
    return method.equals("POST")
        ? header(OVERRIDE).map(m -> m.strip().toUpperCase(Locale.ROOT)).orElse(method)
        : method;
  }

  /** The path and the query parameters. */
  public RequestTarget target() {
    return target;
  }

  /** The header, unless it is missing or blank. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }

  /** Passes the name and the value of each header to {@code taker}, byte for byte as received. */
  void eachHeader(BiConsumer<String, String> taker) {
    headers.forEach(header -> taker.accept(header.getKey(), header.getValue()));
  }

  /** The client's chain from the TLS handshake, its own certificate first; empty if there is none. */
  List<X509Certificate> clientCertificates() {
    return clientCertificates.get();
  }

  /** The body as received; it must not be modified. */
  public byte[] body() {
    return body;
  }

  /**
   * The body as one JSON value.
   *
   * @throws HubException if it is not JSON, or its content type says that it is something else
   */
  public JsonValue json() {
    requireJsonType();
    return JsonText.parseOfClient(body);
  }

  /** The body as one JSON object; throws as {@link #json} does. */
  public JsonObject jsonObject() {
    requireJsonType();
    return JsonText.parseObjectOfClient(body);
  }

  /** A body without a content type is taken as JSON; how Azure treats it is not known. */
  private void requireJsonType() {
    if (body.length == 0) {
      return;
    }
    header("Content-Encoding").filter(e -> !e.equalsIgnoreCase("identity")).ifPresent(encoding -> {
      throw wrongType("Content-Encoding '%s'; send the body without", encoding);
    });
    header("Content-Type").ifPresent(type -> {
      String lower = type.toLowerCase(Locale.ROOT);
      boolean json = lower.strip().startsWith("application/json");
      int charset = lower.indexOf("charset=");
      boolean utf8 = charset < 0 || lower.substring(charset).matches("charset=\"?utf-?8\"?.*");
      if (!json || !utf8) {
        throw wrongType("Content-Type '%s'; use application/json; charset=utf-8", type);
      }
    });
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static HubException wrongType(String format, String value) {
    return new HubException(HubError.of(
        ErrorCode.INVALID_CONTENT_ENCODING_OR_TYPE, format.formatted(ClientText.shown(value))));
  }
}
