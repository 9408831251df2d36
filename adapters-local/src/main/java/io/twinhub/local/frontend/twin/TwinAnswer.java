package io.twinhub.local.frontend.twin;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.frontend.wire.ErrorBody;
import io.twinhub.local.frontend.wire.Tracking;
import java.time.Instant;
import java.util.Optional;

/** The answer to a device's request for its twin: a status, a body, and versions where they apply. */
public final class TwinAnswer {
  private static final int STATUS_READ = 200;
  private static final int STATUS_DONE = 204;
  private static final byte[] NOTHING = {};

  private final int status;
  private final byte[] body;
  private final Optional<Version> reportedVersion;
  private final Optional<Version> desiredVersion;
  private final Optional<RefusedRequest> refusal;

  private TwinAnswer(
      int status,
      byte[] body,
      Optional<Version> reportedVersion,
      Optional<Version> desiredVersion) {
    this.status = status;
    this.body = body;
    this.reportedVersion = reportedVersion;
    this.desiredVersion = desiredVersion;
    this.refusal = Optional.empty();
  }

  private TwinAnswer(RefusedRequest refusal) {
    this.status = refusal.error().code().httpStatus();
    this.body = JsonWriter.bytes(ErrorBody.onDeviceProtocols(refusal.error(), refusal.tracking()));
    this.reportedVersion = Optional.empty();
    this.desiredVersion = Optional.empty();
    this.refusal = Optional.of(refusal);
  }

  /**
   * Why a request was refused, for the log.
   *
   * @param error the reason
   * @param tracking what the client was given to find the line by
   */
  public record RefusedRequest(HubError error, Tracking tracking) {
    /** The text for the log, such as {@code GET: 503001 ServiceUnavailable: the disk is full}. */
    public String line(String request) {
      return "%s: %d %s: %s"
          .formatted(
              ClientText.shown(request),
              error.code().number(),
              error.code().azureName(),
              ClientText.onOneLine(error.message()));
    }
  }

  /**
   * Reads the twin. May block.
   *
   * @throws HubException if the hub refuses
   */
  public static TwinAnswer read(DeviceConnection connection) {
    DeviceTwin twin = connection.read();
    return new TwinAnswer(
        STATUS_READ,
        JsonWriter.bytes(DeviceTwinDocument.of(twin)),
        Optional.empty(),
        Optional.of(twin.desiredVersion()));
  }

  /**
   * Merges a report. May block.
   *
   * @throws HubException if the hub refuses
   */
  public static TwinAnswer report(DeviceConnection connection, ReportedPatch report) {
    return reported(connection.report(report));
  }

  /** The answer to a report that was merged. */
  public static TwinAnswer reported(Version version) {
    return new TwinAnswer(STATUS_DONE, NOTHING, Optional.of(version), Optional.empty());
  }

  /** The answer to a request that succeeded and returns nothing. */
  public static TwinAnswer done() {
    return new TwinAnswer(STATUS_DONE, NOTHING, Optional.empty(), Optional.empty());
  }

  /** The answer to a request that the hub refused at {@code now}. */
  public static TwinAnswer refused(HubException refusal, Instant now) {
    return new TwinAnswer(new RefusedRequest(refusal.error(), Tracking.next(now)));
  }

  /** The answer to a request that the hub is too busy to carry out. */
  public static TwinAnswer busy(Instant now) {
    return refused(
        new HubException(
            RequestError.busy("Too many requests of this device wait; send fewer at a time")),
        now);
  }

  /** Why the request was refused, if it was. */
  public Optional<RefusedRequest> refusal() {
    return refusal;
  }

  /** Three digits, as in HTTP. */
  public int status() {
    return status;
  }

  /** JSON, or nothing. */
  public byte[] body() {
    return body;
  }

  /** The new {@code $version} of the reported properties, after a report. */
  public Optional<Version> reportedVersion() {
    return reportedVersion;
  }

  /** The {@code $version} of the desired properties, if the answer includes them. */
  public Optional<Version> desiredVersion() {
    return desiredVersion;
  }
}
