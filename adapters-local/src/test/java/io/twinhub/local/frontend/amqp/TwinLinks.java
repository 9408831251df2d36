package io.twinhub.local.frontend.amqp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** The two links by which a device uses its twin. */
record TwinLinks(Peer peer, Sender requests, Receiver answers) {

  /** Asks; does not wait. */
  Delivery ask(Object correlationId, String operation, String resource, String body) {
    Map<Symbol, Object> annotations = new LinkedHashMap<>();
    annotations.put(Symbol.valueOf("operation"), operation);
    if (!resource.isEmpty()) {
      annotations.put(Symbol.valueOf("resource"), resource);
    }
    Message message = Message.Factory.create();
    message.setMessageAnnotations(new MessageAnnotations(annotations));
    message.setCorrelationId(correlationId);
    message.setBody(Wire.data(body));
    return Wire.send(requests, message);
  }

  List<String> get(Object correlationId) {
    ask(correlationId, "GET", "", "");
    return received();
  }

  List<String> report(Object correlationId, String body) {
    ask(correlationId, "PATCH", "/properties/reported", body);
    return received();
  }

  List<String> subscribe(Object correlationId) {
    ask(correlationId, "PUT", "/notifications/twin/properties/desired", "");
    return received();
  }

  List<String> unsubscribe(Object correlationId) {
    ask(correlationId, "DELETE", "/notifications/twin/properties/desired", " ");
    return received();
  }

  /** What came since the last call, one line for each message. */
  List<String> received() {
    peer.settle();
    return Wire.received(answers).stream().map(Wire::line).toList();
  }
}
