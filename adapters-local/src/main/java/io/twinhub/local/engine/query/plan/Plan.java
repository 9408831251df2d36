package io.twinhub.local.engine.query.plan;

import io.twinhub.local.engine.query.ast.From;
import java.util.Optional;

/**
 * How a query is answered.
 *
 * @param from what it ranges over
 * @param deviceId the only device whose row can pass, if the condition says so
 * @param condition what a row must fulfil, the device id included
 * @param top how many results there are at most in all pages together
 * @param output what is made of the rows that pass
 */
public record Plan(
    From from, Optional<String> deviceId, Condition condition, Optional<Long> top, Output output) {}
