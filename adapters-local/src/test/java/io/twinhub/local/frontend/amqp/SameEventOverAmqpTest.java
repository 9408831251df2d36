package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.local.frontend.telemetry.SameEventContract;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;

/** Over AMQP the properties stand in three sections. */
class SameEventOverAmqpTest extends SameEventContract {
  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private final Peer peer = Peer.open(hub, "device alpha");

  SameEventOverAmqpTest() {
    real.register(MODULE);
  }

  @AfterEach
  void stop() {
    real.close();
  }

  @Override
  protected HubEvent sent(TwinAddress sender, DeviceMessage message) {
    String address = "/devices/alpha"
        + sender.moduleId().map(id -> "/modules/" + id.value()).orElse("")
        + "/messages/events";
    Sender link = peer.sender(peer.session(), address, Map.of());
    peer.settle();
    Delivery delivery = Wire.send(link, wire(message));
    String word =
        real.eventually(peer, () -> new Arrived(delivery, Message.Factory.create()).answer());
    if (!word.equals("Accepted")) {
      throw new AssertionError(word);
    }
    return AllEvents.of(real.hub().events(), 1).get(0);
  }

  private static Message wire(DeviceMessage message) {
    Message wire = Message.Factory.create();
    Map<Symbol, Object> annotations = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>(message.properties());
    message.system().forEach((property, value) -> {
      switch (property) {
        case MESSAGE_ID -> wire.setMessageId(value);
        case CORRELATION_ID -> wire.setCorrelationId(value);
        case USER_ID -> wire.setUserId(value.getBytes(UTF_8));
        case TO -> wire.setAddress(value);
        case CONTENT_TYPE -> wire.setContentType(value);
        case CONTENT_ENCODING -> wire.setContentEncoding(value);
        case EXPIRY -> wire.setExpiryTime(Instant.parse(value).toEpochMilli());
        case CREATION_TIME -> properties.put("iothub-creation-time-utc", value);
        case SCHEMA -> properties.put("iothub-message-schema", value);
        case COMPONENT -> annotations.put(Symbol.valueOf("dt-subject"), value);
        case INTERFACE_ID -> annotations.put(Symbol.valueOf("iothub-interface-id"), value);
      }
    });
    wire.setMessageAnnotations(new MessageAnnotations(annotations));
    wire.setApplicationProperties(new ApplicationProperties(properties));
    wire.setBody(new Data(new Binary(message.body().toArray())));
    return wire;
  }
}
