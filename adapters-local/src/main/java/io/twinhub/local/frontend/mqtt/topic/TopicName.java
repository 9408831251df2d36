package io.twinhub.local.frontend.mqtt.topic;

/** Text in topic names, which must not contain the wildcards of filters (MQTT-3.3.2-2). */
final class TopicName {
  private TopicName() {}

  /**
   * The text with only its wildcards percent-encoded. Clients compare ids and method names without decoding
   * them, so no other character may change.
   */
  static String lawful(String text) {
    return text.replace("#", "%23").replace("+", "%2B");
  }
}
