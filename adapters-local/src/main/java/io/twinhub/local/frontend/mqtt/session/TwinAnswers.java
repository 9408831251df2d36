package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.RequestId;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.telemetry.Sending;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.twin.TwinAnswer;
import io.twinhub.local.frontend.wire.ErrorBody;
import io.twinhub.local.frontend.wire.Tracking;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Carries out a device's requests and creates the answers, which have QoS 0 because the Java client is four
 * times slower with QoS 1. Runs on the serial executor; everything but a report may block.
 */
final class TwinAnswers implements TwinTopic.Visitor<CompletableFuture<TwinAnswers.Answer>> {
  private static final String GET = "GET";
  private static final String PATCH = "PATCH";

  private final DeviceServices hub;
  private final ExitDoor exit;
  private final DeviceConnection connection;
  private final boolean knowsApiVersion;
  private final byte[] payload;

  TwinAnswers(DeviceServices hub, ConnectedClient client, byte[] payload) {
    this.hub = hub;
    this.exit = client.exit();
    this.connection = client.connection();
    this.knowsApiVersion = client.request().userName().apiVersion().isPresent();
    this.payload = payload;
  }

  /**
   * An answer.
   *
   * @param wantedBy the subscription that receives it; without that subscription it is not sent
   * @param packets the PUBLISH; empty if the client gave no request id
   * @param desiredVersion the version of the desired properties in the answer, if it has them
   */
  record Answer(
      SubscribableTopic wantedBy, List<MqttMessage> packets, Optional<Version> desiredVersion) {
    /** No answer. */
    static final Answer NONE =
        new Answer(SubscribableTopic.TWIN_ANSWERS, List.of(), Optional.empty());
  }

  /** The answer to a request that the hub is too busy to carry out. */
  Answer busy(TwinTopic.Request request) {
    TwinAnswer busy = TwinAnswer.busy(hub.clock().instant());
    return request.accept(new TwinTopic.Visitor<Answer>() {
      @Override
      public Answer get(TwinTopic.Get get) {
        return worded(GET, busy, Optional.of(get.requestId()));
      }

      @Override
      public Answer patchReported(TwinTopic.PatchReported patch) {
        return worded(PATCH, busy, patch.requestId());
      }

      @Override
      public Answer issueCertificate(TwinTopic.IssueCertificate issue) {
        return noCertificate(issue);
      }

      @Override
      public Answer methodAnswered(TwinTopic.MethodAnswered answer) {
        return Answer.NONE; // its caller is told that none came
      }
    });
  }

  @Override
  public CompletableFuture<Answer> get(TwinTopic.Get request) {
    TwinAnswer answer;
    try {
      answer = TwinAnswer.read(connection);
    } catch (HubException refusal) {
      answer = refused(refusal);
    }
    return done(worded(GET, answer, Optional.of(request.requestId())));
  }

  @Override
  public CompletableFuture<Answer> patchReported(TwinTopic.PatchReported request) {
    CompletableFuture<Version> reporting;
    try {
      reporting = report(request);
    } catch (HubException refusal) {
      reporting = CompletableFuture.failedFuture(refusal);
    }
    return reporting
        .handle((version, met) -> {
          Throwable failure = Sending.cause(met);
          if (failure == null) {
            return TwinAnswer.reported(version);
          } else if (failure instanceof HubException refusal) {
            return refused(refusal);
          }
          throw new CompletionException(failure);
        })
        .thenApply(answer -> worded(PATCH, answer, request.requestId()));
  }

  private TwinAnswer refused(HubException refusal) {
    return TwinAnswer.refused(refusal, hub.clock().instant());
  }

  private static CompletableFuture<Answer> done(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /** The hub has no certificate issuer, but silence would keep the client waiting for two minutes. */
  @Override
  public CompletableFuture<Answer> issueCertificate(TwinTopic.IssueCertificate request) {
    return done(noCertificate(request));
  }

  private Answer noCertificate(TwinTopic.IssueCertificate request) {
    HubError error =
        HubError.of(ErrorCode.NOT_IMPLEMENTED, "this hub issues no certificates to devices");
    TwinAnswer.RefusedRequest refused =
        new TwinAnswer.RefusedRequest(error, Tracking.next(hub.clock().instant()));
    note("issueCertificate", refused);
    String topic =
        new TwinTopic.CertificateResponse(error.code().httpStatus(), request.requestId()).text();
    byte[] body = JsonWriter.bytes(ErrorBody.ofCertificate(error, refused.tracking()));
    return new Answer(
        SubscribableTopic.CERTIFICATE_ANSWERS,
        List.of(HubPackets.publish(topic, body)),
        Optional.empty());
  }

  /** A late, foreign or unknown answer changes nothing, and the device is not told. */
  @Override
  public CompletableFuture<Answer> methodAnswered(TwinTopic.MethodAnswered answer) {
    if (answer.status().isPresent() && answer.call().isPresent()) {
      var unused = connection.answer(answer.call().get(), answer.status().get(), payload);
    } else {
      exit.refused(
          "method answer: its topic is not $iothub/methods/res/{status}/?$rid={id}: '%s'"
              .formatted(ClientText.shown(answer.topic())),
          Tracking.next(hub.clock().instant()).id());
    }
    return done(Answer.NONE);
  }

  private void note(String request, TwinAnswer.RefusedRequest refused) {
    exit.refused(refused.line(request), refused.tracking().id());
  }

  private CompletableFuture<Version> report(TwinTopic.PatchReported request) {
    if (!knowsApiVersion) {
      throw new HubException(HubError.of(
          ErrorCode.INVALID_PROTOCOL_VERSION,
          "The user name names no api-version; connect as {host}/{device id}/?api-version=2021-04-12"
              + " to report properties"));
    }
    return connection.reportLater(
        new ReportedPatch(JsonText.parseObjectOfClient(payload), request.expected()));
  }

  private Answer worded(String request, TwinAnswer answer, Optional<RequestId> requestId) {
    answer.refusal().ifPresent(refused -> note(request, refused));
    List<MqttMessage> packets = requestId
        .map(rid -> new TwinTopic.Response(answer.status(), rid, answer.reportedVersion()))
        .map(topic -> HubPackets.publish(topic.text(), answer.body()))
        .stream()
        .toList();
    return new Answer(SubscribableTopic.TWIN_ANSWERS, packets, answer.desiredVersion());
  }
}
