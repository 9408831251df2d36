package io.twinhub.local.frontend.amqp.guilty;

import org.apache.qpid.proton.engine.Link;

/** Guilty: the AMQP engine outside the package that hides it. */
public interface SessionThatKnowsTheAmqpEngine {
  Link link();
}
