package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/**
 * The sentences of the device twin protocol over MQTT, of direct methods and of the renewal of certificates. No
 * id stands in them: the connection is the device. Source: Azure's page on MQTT; the exact order is what the Java client takes apart.
 */
public sealed interface TwinTopic {

  /** What devices ask. */
  sealed interface Request extends TwinTopic {

    /** Asks {@code visitor} the question that fits this request. */
    <R> R accept(Visitor<R> visitor);
  }

  /** What the hub says. */
  sealed interface Notice extends TwinTopic {

    /** The topic to publish on. */
    String text();
  }

  /** One answer for each kind of request. */
  interface Visitor<R> {
    /** Answers for {@code $iothub/twin/GET/?$rid=…}. */
    R get(Get request);

    /** Answers for {@code $iothub/twin/PATCH/properties/reported/?$rid=…}. */
    R patchReported(PatchReported request);

    /** Answers for {@code $iothub/credentials/POST/issueCertificate/?$rid=…}. */
    R issueCertificate(IssueCertificate request);

    /** Does what {@code $iothub/methods/res/{status}/?$rid=…} asks; nothing goes back. */
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
   * {@code $iothub/twin/PATCH/properties/reported/?$rid={rid}[&$version={expected}]}: report.
   *
   * @param requestId absent: the report is carried out, and nobody is told
   * @param expectedText the {@code $version} as the client wrote it
   */
  record PatchReported(Optional<RequestId> requestId, Optional<String> expectedText)
      implements Request {

    /** The longest version, in digits: what a {@code long} holds for certain. */
    private static final int VERSION_DIGITS_MAX = 18;

    /**
     * The version that the device believes to be current.
     *
     * @throws HubException with {@link RequestError#invalid} if it is not a whole number from 0
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
   * {@code $iothub/methods/res/{status}/?$rid={rid}}: the answer to a method call. One that is malformed is
   * no reason to hang up, so both parts may be missing.
   *
   * @param topic as it came
   * @param status any whole number
   * @param call which call is answered
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
   * the mark up to the end.
   */
  record MethodCalled(MethodName name, CallId call) implements Notice {
    @Override
    public String text() {
      return "$iothub/methods/POST/" + TopicName.lawful(name.value()) + "/?$rid=" + call;
    }
  }

  /**
   * {@code $iothub/credentials/res/{status}/?$rid={rid}}: an answer about a certificate. Nothing may follow
   * the mark: .NET's client reads it up to the end.
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
   * {@code $iothub/twin/res/{status}/?$rid={rid}[&$version={version}]}: an answer. {@code $rid} first,
   * {@code $version} second and last, or the Java client misreads it.
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

  /** {@code $iothub/twin/PATCH/properties/desired/?$version={version}}: the back end wrote. */
  record DesiredChanged(Version version) implements Notice {
    @Override
    public String text() {
      return "$iothub/twin/PATCH/properties/desired/?$version=" + version;
    }
  }
}
