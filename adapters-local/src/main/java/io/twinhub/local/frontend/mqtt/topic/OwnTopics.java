package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.wire.Percent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics that one device or module may use: those of the twin and those that contain its own ids. They
 * are compared case-sensitively, with ids either raw or percent-encoded once.
 */
public final class OwnTopics {
  private static final String GET = "$iothub/twin/GET/";
  private static final String PATCH_REPORTED = "$iothub/twin/PATCH/properties/reported/";
  private static final String ISSUE_CERTIFICATE = "$iothub/credentials/POST/issueCertificate/";
  private static final String METHOD_ANSWERS = "$iothub/methods/res/";

  private static final Pattern STATUS_AND_PARAMETERS =
      Pattern.compile("(-?[0-9]{1,10})/\\?([^/]*)");

  private static final List<String> EVENTS = List.of("messages", "events");

  /** The character that replaces bytes that are not UTF-8; the original could not be echoed. */
  private static final char REPLACEMENT = '\uFFFD';

  private final TwinAddress own;

  /** The topics of {@code own}. */
  public OwnTopics(TwinAddress own) {
    this.own = own;
  }

  /**
   * The request that a publish on {@code topic} makes.
   *
   * @return empty for telemetry, which requests nothing and whose properties {@link #bag} returns
   * @throws ProtocolViolation if the topic is unknown or belongs to another identity
   */
  public Optional<TwinTopic.Request> published(String topic) {
    if (topic.indexOf('\0') >= 0 || topic.indexOf(REPLACEMENT) >= 0) {
      throw ProtocolViolation.of("publish to a topic that is not valid UTF-8 (MQTT-1.5.3)", topic);
    }
    if (topic.startsWith(GET)) {
      return Optional.of(get(topic));
    }
    if (topic.startsWith(PATCH_REPORTED)) {
      return Optional.of(patchReported(topic));
    }
    if (topic.startsWith(ISSUE_CERTIFICATE)) {
      return Optional.of(new TwinTopic.IssueCertificate(
          requestId(topic, ISSUE_CERTIFICATE, "request for a certificate")));
    }
    if (topic.startsWith(METHOD_ANSWERS)) {
      return Optional.of(methodAnswered(topic));
    }
    if (bag(topic).isPresent()) {
      return Optional.empty();
    }
    throw ProtocolViolation.of("publish to an unknown topic", topic);
  }

  /** The properties at the end of {@code topic}, if it is this identity's telemetry topic. */
  public Optional<String> bag(String topic) {
    List<String> rest = afterOwnIds(topic);
    boolean telemetry =
        rest.size() >= EVENTS.size() && rest.subList(0, EVENTS.size()).equals(EVENTS);
    return telemetry
        ? Optional.of(String.join("/", rest.subList(EVENTS.size(), rest.size())))
        : Optional.empty();
  }

  /** What {@code filter} subscribes to; empty unless it is a documented filter with this identity's ids. */
  public Optional<SubscribableTopic> findSubscribable(String filter) {
    return switch (filter) {
      case "$iothub/twin/res/#" -> Optional.of(SubscribableTopic.TWIN_ANSWERS);
      case "$iothub/twin/PATCH/properties/desired/#" ->
        Optional.of(SubscribableTopic.DESIRED_CHANGES);
      case "$iothub/credentials/res/#" -> Optional.of(SubscribableTopic.CERTIFICATE_ANSWERS);
      case "$iothub/methods/POST/#" -> Optional.of(SubscribableTopic.METHOD_CALLS);
      default -> ownMessages(filter);
    };
  }

  /**
   * What {@code filter} subscribes to.
   *
   * @throws ProtocolViolation unless it is a documented filter with this identity's ids
   */
  public SubscribableTopic requireSubscribable(String filter) {
    return findSubscribable(filter)
        .orElseThrow(() -> ProtocolViolation.of("subscription to an unknown filter", filter));
  }

  private Optional<SubscribableTopic> ownMessages(String filter) {
    List<String> rest = afterOwnIds(filter);
    if (rest.equals(List.of("messages", "devicebound", "#"))) {
      return Optional.of(SubscribableTopic.DEVICE_BOUND_MESSAGES);
    }
    if (own.moduleId().isEmpty()) {
      return Optional.empty();
    }
    if (rest.equals(List.of("inputs", "#"))) {
      return Optional.of(SubscribableTopic.MODULE_INPUTS);
    }
    return rest.equals(List.of("#"))
        ? Optional.of(SubscribableTopic.MODULE_MESSAGES)
        : Optional.empty();
  }

  private static TwinTopic.Request get(String topic) {
    return new TwinTopic.Get(requestId(topic, GET, "read of the twin"));
  }

  private static RequestId requestId(String topic, String path, String request) {
    return parameters(topic, path)
        .find("$rid")
        .map(RequestId::new)
        .orElseThrow(() -> ProtocolViolation.of(request + " without $rid", topic));
  }

  private static TwinTopic.Request patchReported(String topic) {
    TopicParameters parameters = parameters(topic, PATCH_REPORTED);
    return new TwinTopic.PatchReported(
        parameters.find("$rid").map(RequestId::new), parameters.findEvenEmpty("$version"));
  }

  private static TwinTopic.Request methodAnswered(String topic) {
    Matcher parts = STATUS_AND_PARAMETERS.matcher(topic.substring(METHOD_ANSWERS.length()));
    if (!parts.matches()) {
      return new TwinTopic.MethodAnswered(topic, Optional.empty(), Optional.empty());
    }
    // Python's client percent-encodes the request id that it returns.
    Optional<CallId> call = TopicParameters.verbatim(parts.group(2))
        .find("$rid")
        .flatMap(rid -> CallId.parse(Percent.decode(rid)));
    return new TwinTopic.MethodAnswered(topic, wholeNumber(parts.group(1)), call);
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The parameters after {@code path}; anything else there would be one more segment. */
  private static TopicParameters parameters(String topic, String path) {
    String rest = topic.substring(path.length());
    if (rest.indexOf('/') >= 0 || !(rest.isEmpty() || rest.charAt(0) == '?')) {
      throw ProtocolViolation.of("publish to a topic with more segments", topic);
    }
    return TopicParameters.verbatim(rest.isEmpty() ? rest : rest.substring(1));
  }

  /** The segments after {@code devices/{id}[/modules/{mid}]}; empty if the ids are not this identity's. */
  private List<String> afterOwnIds(String topic) {
    List<String> segments = List.of(topic.split("/", -1));
    int ids = own.moduleId().isPresent() ? 4 : 2;
    boolean mine = segments.size() > ids
        && segments.get(0).equals("devices")
        && isId(segments.get(1), own.deviceId().value())
        && own.moduleId().map(module -> isModule(segments, module)).orElse(true);
    return mine ? segments.subList(ids, segments.size()) : List.of();
  }

  private static boolean isModule(List<String> segments, ModuleId module) {
    return segments.get(2).equals("modules") && isId(segments.get(3), module.value());
  }

  private static boolean isId(String segment, String id) {
    return segment.equals(id) || Percent.decode(segment).equals(id);
  }
}
