package io.twinhub.local.frontend.amqp;

import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;

/** The two links of {@code $cbs}. */
final class CbsLinks {
  private final Peer peer;
  private final Sender requests;
  private final Receiver answers;

  CbsLinks(Peer peer) {
    this.peer = peer;
    Session session = peer.session();
    this.requests = peer.sender(session, "$cbs", Map.of());
    this.answers = peer.receiver(session, "$cbs", Map.of());
    peer.settle();
  }

  Sender requests() {
    return requests;
  }

  Receiver answers() {
    return answers;
  }

  /** The status and description of the answer. */
  String put(String token) {
    Message answer = put(Long.toString(peer.nextId()), token, "put-token").get(0);
    Map<String, Object> properties = answer.getApplicationProperties().getValue();
    return properties.get("status-code") + " " + properties.get("status-description");
  }

  /** All answers to a token that is put without an id, as clients in Go do. */
  List<Message> putWithoutId(String token) {
    return put(Message.Factory.create(), token, "put-token");
  }

  /** All answers to a request with this id. */
  List<Message> put(Object messageId, String token, String operation) {
    Message message = Message.Factory.create();
    message.setMessageId(messageId);
    return put(message, token, operation);
  }

  private List<Message> put(Message message, String token, String operation) {
    message.setApplicationProperties(new ApplicationProperties(Map.of(
        "operation",
        operation,
        "type",
        "servicebus.windows.net:sastoken",
        "name",
        "127.0.0.1/devices/any")));
    message.setBody(new AmqpValue(token));
    Wire.send(requests, message);
    peer.settle();
    return Wire.received(answers);
  }
}
