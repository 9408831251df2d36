package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.RequestId;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.twin.Surroundings;
import io.twinhub.local.frontend.twin.TwinAnswer;
import io.twinhub.local.frontend.wire.ErrorBody;
import io.twinhub.local.frontend.wire.Tracking;
import io.twinhub.local.json.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a device's requests and words the answers: QoS 0, since the Java client is four times slower
 * with 1. On the serial executor; may wait.
 */
final class TwinAnswers implements TwinTopic.Visitor<TwinAnswers.Answer> {
  private final Surroundings hub;
  private final DeviceConnection connection;
  private final boolean knowsApiVersion;
  private final byte[] payload;

  TwinAnswers(Surroundings hub, Admitted client, byte[] payload) {
    this.hub = hub;
    this.connection = client.connection();
    this.knowsApiVersion = client.request().userName().apiVersion().isPresent();
    this.payload = payload;
  }

  /**
   * An answer.
   *
   * @param wantedBy the subscription by which the client gets it; without that it is not sent
   * @param packets the PUBLISH; empty if the client gave no mark to answer to
   * @param desiredVersion what the answer tells of the desired properties, if it does
   */
  record Answer(
      SubscribableTopic wantedBy, List<MqttMessage> packets, Optional<Version> desiredVersion) {
    /** Nothing. */
    static final Answer NONE =
        new Answer(SubscribableTopic.TWIN_ANSWERS, List.of(), Optional.empty());
  }

  /** The answer to a request that the hub is too busy to carry out. */
  static Answer busy(Surroundings hub, TwinTopic.Request request) {
    TwinAnswer busy = TwinAnswer.busy(hub.clock().instant());
    return request.accept(new TwinTopic.Visitor<Answer>() {
      @Override
      public Answer get(TwinTopic.Get get) {
        return worded(busy, Optional.of(get.requestId()));
      }

      @Override
      public Answer patchReported(TwinTopic.PatchReported patch) {
        return worded(busy, patch.requestId());
      }

      @Override
      public Answer issueCertificate(TwinTopic.IssueCertificate request) {
        return notIssued(hub, request);
      }
    });
  }

  @Override
  public Answer get(TwinTopic.Get request) {
    Optional<RequestId> requestId = Optional.of(request.requestId());
    try {
      return worded(TwinAnswer.read(connection), requestId);
    } catch (HubException refusal) {
      return worded(TwinAnswer.refused(refusal, hub.clock().instant()), requestId);
    }
  }

  @Override
  public Answer patchReported(TwinTopic.PatchReported request) {
    try {
      return worded(report(request), request.requestId());
    } catch (HubException refusal) {
      return worded(TwinAnswer.refused(refusal, hub.clock().instant()), request.requestId());
    }
  }

  @Override
  public Answer issueCertificate(TwinTopic.IssueCertificate request) {
    return notIssued(hub, request);
  }

  /** There is no issuer. Silence would keep the client waiting for two minutes. */
  private static Answer notIssued(Surroundings hub, TwinTopic.IssueCertificate request) {
    RequestError refusal = new RequestError.Refused(
        ErrorCode.NOT_IMPLEMENTED, "this hub issues no certificates to devices");
    String topic = new TwinTopic.CertificateResponse(
            refusal.code().httpStatus(), request.requestId())
        .text();
    byte[] body = JsonText.bytes(
        ErrorBody.ofCertificate(refusal, Tracking.next(hub.clock().instant())));
    return new Answer(
        SubscribableTopic.CERTIFICATE_ANSWERS,
        List.of(HubPackets.publish(topic, body)),
        Optional.empty());
  }

  private TwinAnswer report(TwinTopic.PatchReported request) {
    if (!knowsApiVersion) {
      throw new HubException(new RequestError.Refused(
          ErrorCode.INVALID_PROTOCOL_VERSION,
          "The user name names no api-version; connect as {host}/{device id}/?api-version=2021-04-12"
              + " to report properties"));
    }
    return TwinAnswer.report(
        connection, new ReportedPatch(JsonText.parseObject(payload), request.expected()));
  }

  private static Answer worded(TwinAnswer answer, Optional<RequestId> requestId) {
    List<MqttMessage> packets = requestId
        .map(rid -> new TwinTopic.Response(answer.status(), rid, answer.reportedVersion()))
        .map(topic -> HubPackets.publish(topic.text(), answer.body()))
        .stream()
        .toList();
    return new Answer(SubscribableTopic.TWIN_ANSWERS, packets, answer.desiredVersion());
  }
}
