package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.RequestId;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.wire.ErrorBody;
import io.twinhub.local.frontend.wire.Tracking;
import io.twinhub.local.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out twin requests and words the answers: QoS 0, since the Java client is four times slower
 * with 1. On the serial executor; may wait.
 */
final class TwinAnswers implements TwinTopic.Visitor<TwinAnswers.Answer> {
  private static final int STATUS_READ = 200;
  private static final int STATUS_REPORTED = 204;
  private static final byte[] NOTHING = {};

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
   * @param packets the PUBLISH; empty if the client gave no mark to answer to
   * @param desiredVersion what the answer tells of the desired properties, if it does
   */
  record Answer(List<MqttMessage> packets, Optional<Version> desiredVersion) {}

  /** The answer to a request that the hub is too busy to carry out. */
  static Answer busy(Surroundings hub, TwinTopic.Request request) {
    HubException busy = new HubException(
        new RequestError.Busy("Too many requests of this device wait; send fewer at a time"));
    return request.accept(new TwinTopic.Visitor<Answer>() {
      @Override
      public Answer get(TwinTopic.Get get) {
        return refused(hub, Optional.of(get.requestId()), busy);
      }

      @Override
      public Answer patchReported(TwinTopic.PatchReported patch) {
        return refused(hub, patch.requestId(), busy);
      }
    });
  }

  @Override
  public Answer get(TwinTopic.Get request) {
    try {
      DeviceTwin twin = connection.read();
      TwinTopic.Response topic =
          new TwinTopic.Response(STATUS_READ, request.requestId(), Optional.empty());
      MqttMessage answer = HubPackets.publish(topic.text(), JsonText.bytes(twin.document()));
      return new Answer(List.of(answer), Optional.of(twin.desiredVersion()));
    } catch (HubException refusal) {
      return refused(hub, Optional.of(request.requestId()), refusal);
    }
  }

  @Override
  public Answer patchReported(TwinTopic.PatchReported request) {
    try {
      Version version = report(request);
      return answer(
          request.requestId(),
          rid -> HubPackets.publish(
              new TwinTopic.Response(STATUS_REPORTED, rid, Optional.of(version)).text(), NOTHING));
    } catch (HubException refusal) {
      return refused(hub, request.requestId(), refusal);
    }
  }

  private Version report(TwinTopic.PatchReported request) {
    if (!knowsApiVersion) {
      throw new HubException(new RequestError.Refused(
          ErrorCode.INVALID_PROTOCOL_VERSION,
          "The user name names no api-version; connect as {host}/{device id}/?api-version=2021-04-12"
              + " to report properties"));
    }
    return connection.report(new ReportedPatch(JsonText.parseObject(payload), request.expected()));
  }

  private static Answer refused(
      Surroundings hub, Optional<RequestId> requestId, HubException refusal) {
    int status = refusal.code().httpStatus();
    return answer(
        requestId,
        rid -> HubPackets.publish(
            new TwinTopic.Response(status, rid, Optional.empty()).text(), errorBody(hub, refusal)));
  }

  private static byte[] errorBody(Surroundings hub, HubException refusal) {
    Tracking tracking = Tracking.next(hub.clock().instant());
    return JsonText.bytes(ErrorBody.onDeviceProtocols(refusal.error(), tracking));
  }

  private static Answer answer(
      Optional<RequestId> requestId, Function<RequestId, MqttMessage> packet) {
    return new Answer(requestId.map(packet).stream().toList(), Optional.empty());
  }
}
