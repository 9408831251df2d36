package io.twinhub.conformance;

import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.MessageLock;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Devices that fetch their messages over HTTPS, with their keys out of the registry. */
final class InboxOverHttps implements DeviceInbox {
  private static final String PROPERTY = "iothub-app-";

  private final String hostName;
  private final IdentityRegistry identities;
  private final HttpClient http;

  /** @param hostName the hub, with its port if that is not 443 */
  InboxOverHttps(String hostName, IdentityRegistry identities, HubTrust trust) {
    this.hostName = hostName;
    this.identities = identities;
    this.http = HttpClient.newBuilder().sslContext(trust.context()).build();
  }

  @Override
  public Optional<QueuedMessage> receive(TwinAddress address, Duration lock) {
    HttpResponse<byte[]> answer =
        send(address, "GET", "", Optional.of(Long.toString(lock.toSeconds())));
    return answer.statusCode() == 204 ? Optional.empty() : Optional.of(message(answer, lock));
  }

  @Override
  public void settle(TwinAddress address, LockToken token, Settlement settlement) {
    switch (settlement) {
      case COMPLETE -> send(address, "DELETE", "/" + token, Optional.empty());
      case REJECT -> send(address, "DELETE", "/" + token + "?reject", Optional.empty());
      case ABANDON -> send(address, "POST", "/" + token + "/abandon", Optional.empty());
    }
  }

  private HttpResponse<byte[]> send(
      TwinAddress address, String method, String path, Optional<String> lock) {
    String version = (path.contains("?") ? "&" : "?") + "api-version=2021-04-12";
    String own = "/devices/"
        + encoded(address.deviceId().value())
        + address.moduleId().map(id -> "/modules/" + encoded(id.value())).orElse("");
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("https://" + hostName + own + "/messages/devicebound" + path + version))
        .method(method, HttpRequest.BodyPublishers.noBody());
    lock.ifPresent(seconds -> request.header("iothub-messagelocktimeout", seconds));
    try {
      request.header("Authorization", token(address));
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new RestAnswer(answer.statusCode(), answer.headers(), Bytes.of(answer.body()))
            .refusal();
      }
      return answer;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String token(TwinAddress address) throws GeneralSecurityException {
    if (identities
            .find(address)
            .orElseThrow(() -> new HubException(address.notFound()))
            .identity()
            .authentication()
        instanceof Authentication.Sas keys) {
      String resource = hostName.replaceFirst(":\\d+$", "")
          + "/devices/"
          + address.deviceId()
          + address.moduleId().map(id -> "/modules/" + id).orElse("");
      return DeviceTokens.signed(
          resource, keys.primaryKey().base64(), Instant.now().plus(Duration.ofHours(1)));
    }
    throw new IllegalStateException(address + " has no keys");
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static QueuedMessage message(HttpResponse<byte[]> answer, Duration lock) {
    CloudMessage.Builder message =
        CloudMessage.to(text(answer, "iothub-to").orElseThrow()).body(answer.body());
    text(answer, "iothub-messageid").ifPresent(message::messageId);
    text(answer, "iothub-correlationid").ifPresent(message::correlationId);
    text(answer, "iothub-userid")
        .ifPresent(id -> message.userId(id.getBytes(StandardCharsets.UTF_8)));
    text(answer, "iothub-contenttype").ifPresent(message::contentType);
    text(answer, "iothub-contentencoding").ifPresent(message::contentEncoding);
    Optional<Instant> expiry =
        text(answer, "iothub-expiry").map(Long::parseLong).map(Instant::ofEpochMilli);
    expiry.ifPresent(message::expiry);
    text(answer, "iothub-ack").map(MessageAck::parse).ifPresent(message::ack);
    answer.headers().map().keySet().stream()
        .filter(name -> name.startsWith(PROPERTY))
        .forEach(name -> message.property(
            name.substring(PROPERTY.length()), text(answer, name).orElseThrow()));
    Instant enqueued = Instant.parse(text(answer, "iothub-enqueuedtime").orElseThrow());
    LockToken token =
        LockToken.parse(text(answer, "ETag").orElseThrow().replace("\"", "")).orElseThrow();
    return new QueuedMessage(
        Long.parseLong(text(answer, "iothub-sequencenumber").orElseThrow()),
        message.build(),
        enqueued,
        expiry.orElse(enqueued),
        Integer.parseInt(text(answer, "iothub-deliverycount").orElseThrow()),
        Optional.of(new MessageLock(token, Instant.now().plus(lock), MessageLock.NOBODY)));
  }

  /** Headers carry UTF-8 byte for byte. */
  private static Optional<String> text(HttpResponse<byte[]> answer, String header) {
    return answer
        .headers()
        .firstValue(header)
        .map(value ->
            new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}
