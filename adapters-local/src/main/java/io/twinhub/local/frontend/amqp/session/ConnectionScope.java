package io.twinhub.local.frontend.amqp.session;

/**
 * What all parts of one connection share.
 *
 * @param hub the services of the hub
 * @param credentials what the client has shown
 * @param log one line for each refusal
 * @param answerBytes the memory of answers that wait
 */
record ConnectionScope(
    AmqpHub hub, Credentials credentials, PartLog log, AnswerBytes answerBytes) {}
