package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.PutTokens;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.message.RequestNode;
import io.twinhub.local.frontend.wire.ErrorBody;

/** The node {@code $cbs}, to which a client puts its tokens (claims-based security). Serial executor. */
final class TokenNode implements RequestNode.Answering {
  /** How many tokens in a row may be refused before the connection ends; a hub setting. */
  static final int REFUSED_MAX = 100;

  private static final String PUT_TOKEN = "put-token";
  private static final int STATUS_OK = 200;

  /** The type of a JSON Web Token of clients for Event Hubs, which leave its scheme away. */
  private static final String JSON_WEB_TOKEN = "jwt";

  private final AmqpConnection amqp;
  private final Credentials credentials;
  private final PartLog log;
  private final Runnable proven;
  private int refusedInARow;

  /** @param proven called on the event loop whenever a token is valid */
  TokenNode(AmqpConnection amqp, Credentials credentials, PartLog log, Runnable proven) {
    this.amqp = amqp;
    this.credentials = credentials;
    this.log = log;
    this.proven = proven;
  }

  @Override
  public AmqpMessage answer(AmqpMessage request) {
    try {
      put(request);
      refusedInARow = 0;
      amqp.onLoop(proven);
      return worded(request, STATUS_OK, "OK");
    } catch (HubException refusal) {
      log.refused("$cbs", refusal);
      log.refusedEntry(
          PutTokens.claimed(request.text(), request.property("name").orElse("")), refusal);
      if (++refusedInARow == REFUSED_MAX) {
        amqp.end()
            .leave(new AmqpCondition(
                AmqpCondition.UNAUTHORIZED,
                "%d tokens in a row were refused".formatted(REFUSED_MAX)));
      }
      return refused(request, refusal);
    }
  }

  private void put(AmqpMessage request) {
    if (!request.property("operation").orElse("").equals(PUT_TOKEN)) {
      throw new HubException(
          HubError.of(ErrorCode.INVALID_OPERATION, "$cbs accepts one operation, " + PUT_TOKEN));
    }
    boolean bare = request.property("type").orElse("").equals(JSON_WEB_TOKEN);
    String token = (bare ? "Bearer " : "") + request.text();
    String owner = credentials.put(token, request.property("name").orElse(""));
    amqp.end().exit().name(owner);
  }

  @Override
  public AmqpMessage refused(AmqpMessage request, HubException refusal) {
    return worded(request, refusal.code().httpStatus(), ErrorBody.clientText(refusal.error()));
  }

  /**
   * The status is an AMQP int: Java tests for {@code Integer}. Clients in Go give no message id: they ask
   * only once and take the one answer.
   */
  private static AmqpMessage worded(AmqpMessage request, int status, String description) {
    return AmqpMessage.builder()
        .correlationId(request.messageId())
        .property("status-code", status)
        .property("status-description", description)
        .build();
  }
}
