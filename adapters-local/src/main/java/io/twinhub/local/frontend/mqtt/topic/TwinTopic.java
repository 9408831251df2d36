package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/**
 * The topics of device twins, direct methods and certificate renewal over MQTT. They contain no device id:
 * the connection identifies the device. Source: Azure's page on MQTT; the exact order of the parts is the one
 * that the Java client parses.
 */
public sealed interface TwinTopic {

  /** A request from a device. */
  sealed interface Request extends TwinTopic {

    /** Calls the method of {@code visitor} for this kind of request. */
    <R> R accept(Visitor<R> visitor);
  }

  /** A message from the hub. */
  sealed interface Notice extends TwinTopic {

    /** The topic to publish on. */
    String text();
  }

  /** One method for each kind of request. */
  interface Visitor<R> {
    /** Answers for {@code $iothub/twin/GET/?$rid=…}. */
    R get(Get request);

    /** Answers for {@code $iothub/twin/PATCH/properties/reported/?$rid=…}. */
    R patchReported(PatchReported request);

    /** Answers for {@code $iothub/credentials/POST/issueCertificate/?$rid=…}. */
    R issueCertificate(IssueCertificate request);

    /** Carries out {@code $iothub/methods/res/{status}/?$rid=…}; nothing is sent back. */
    R methodAnswered(MethodAnswered answer);
  }

  /** {@code $iothub/twin/GET/?$rid={rid}}: read the twin. */
  record Get(RequestId requestId) implements Request {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.get(this);
    }
  }

  /**
   * {@code $iothub/twin/PATCH/properties/reported/?$rid={rid}[&$version={expected}]}: patch the reported
   * properties.
   *
   * @param requestId if absent, the report is carried out but not answered
   * @param expectedText the {@code $version} as the client wrote it
   */
  record PatchReported(Optional<RequestId> requestId, Optional<String> expectedText)
      implements Request {

    /** The longest version, in digits; any such number fits into a {@code long}. */
    private static final int VERSION_DIGITS_MAX = 18;

    /**
     * The version that the device believes to be current.
     *
     * @throws HubException with {@link RequestError#invalid} if it is not a whole number of at least 0
     */
    public Optional<Version> expected() {
      return expectedText.map(text -> {
        if (text.isEmpty()
            || text.length() > VERSION_DIGITS_MAX
            || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
          throw new HubException(RequestError.invalid(
              "$version '%s': use a whole number".formatted(ClientText.shown(text))));
        }
        return new Version(Long.parseLong(text));
      });
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.patchReported(this);
    }
  }

  /** {@code $iothub/credentials/POST/issueCertificate/?$rid={rid}}: sign a new certificate. */
  record IssueCertificate(RequestId requestId) implements Request {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.issueCertificate(this);
    }
  }

  /**
   * {@code $iothub/methods/res/{status}/?$rid={rid}}: the answer to a method call. A malformed one is no
   * reason to close the connection, so both parts may be missing.
   *
   * @param topic the topic as received
   * @param status any whole number
   * @param call the call that is answered
   */
  record MethodAnswered(String topic, Optional<Integer> status, Optional<CallId> call)
      implements Request {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.methodAnswered(this);
    }
  }

  /**
   * {@code $iothub/methods/POST/{name}/?$rid={rid}}: a method call. Clients do not decode the name, and read
   * the request id up to the end.
   */
  record MethodCalled(MethodName name, CallId call) implements Notice {
    @Override
    public String text() {
      return "$iothub/methods/POST/" + TopicName.lawful(name.value()) + "/?$rid=" + call;
    }
  }

  /**
   * {@code $iothub/credentials/res/{status}/?$rid={rid}}: an answer about a certificate. Nothing may follow
   * the request id: .NET's client reads it up to the end.
   *
   * @param status three digits
   */
  record CertificateResponse(int status, RequestId requestId) implements Notice {
    @Override
    public String text() {
      return "$iothub/credentials/res/" + status + "/?$rid=" + requestId.text();
    }
  }

  /**
   * {@code $iothub/twin/res/{status}/?$rid={rid}[&$version={version}]}: an answer. {@code $rid} must come
   * first, {@code $version} second and last, or the Java client misreads it.
   *
   * @param status three digits
   * @param version the new version after a report
   */
  record Response(int status, RequestId requestId, Optional<Version> version) implements Notice {
    private static final int STATUS_MIN = 100;
    private static final int STATUS_MAX = 999;

    /** Accepts three digits: the Java client throws at any other status. */
    public Response {
      if (status < STATUS_MIN || status > STATUS_MAX) {
        throw new IllegalArgumentException("status " + status);
      }
    }

    @Override
    public String text() {
      String answer = "$iothub/twin/res/" + status + "/?$rid=" + requestId.text();
      return version.map(v -> answer + "&$version=" + v).orElse(answer);
    }
  }

  /** {@code $iothub/twin/PATCH/properties/desired/?$version={version}}: a write by a back end. */
  record DesiredChanged(Version version) implements Notice {
    @Override
    public String text() {
      return "$iothub/twin/PATCH/properties/desired/?$version=" + version;
    }
  }
}
