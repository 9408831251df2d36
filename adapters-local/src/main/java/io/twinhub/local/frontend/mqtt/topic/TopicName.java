package io.twinhub.local.frontend.mqtt.topic;

/** Text in the names of topics, which must not hold the wildcards of filters (MQTT-3.3.2-2). */
final class TopicName {
  private TopicName() {}

  /**
   * The text as it is, but the wildcards percent-encoded. Clients compare ids and names of methods without
   * decoding them, so no other character may change.
   */
  static String lawful(String text) {
    return text.replace("#", "%23").replace("+", "%2B");
  }
}
