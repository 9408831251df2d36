package io.twinhub.local.engine.guilty;

import io.netty.util.ReferenceCounted;

/** Guilty: the engine counts the references of a wire's buffers. */
public interface EngineThatKnowsNetty {
  ReferenceCounted other();
}
