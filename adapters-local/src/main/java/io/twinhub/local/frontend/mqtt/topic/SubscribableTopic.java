package io.twinhub.local.frontend.mqtt.topic;

/** What a device or module may subscribe to. Source: Azure's page on MQTT, and the SDKs. */
public enum SubscribableTopic {
  /** {@code $iothub/twin/res/#}: answers to twin requests. */
  TWIN_ANSWERS,
  /** {@code $iothub/twin/PATCH/properties/desired/#}: writes of the desired properties. */
  DESIRED_CHANGES,
  /** {@code $iothub/credentials/res/#}: answers to requests for a new certificate. */
  CERTIFICATE_ANSWERS,
  /** {@code $iothub/methods/POST/#}: calls of direct methods. */
  METHOD_CALLS,
  /** {@code …/messages/devicebound/#}: cloud-to-device messages. */
  DEVICE_BOUND_MESSAGES,
  /** {@code devices/{id}/modules/{mid}/inputs/#}: inputs of a module; nothing ever arrives here. */
  MODULE_INPUTS,
  /** {@code devices/{id}/modules/{mid}/#}: everything sent to a module, which is cloud-to-device messages. */
  MODULE_MESSAGES
}
