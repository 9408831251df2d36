package io.twinhub.bootstrap.mcp;

/** What a tool may do, as a client shows it before it calls. */
public enum Effect {
  /** Changes nothing. */
  READS(true, false, true),
  /** Adds something, each time it is called. */
  ADDS(false, false, false),
  /** Changes what is there; called twice, it does no more than once. */
  CHANGES(false, true, true),
  /** Does something outside of the hub that may not be undone, each time it is called. */
  ACTS(false, true, false);

  private final boolean reads;
  private final boolean destroys;
  private final boolean repeatable;

  Effect(boolean reads, boolean destroys, boolean repeatable) {
    this.reads = reads;
    this.destroys = destroys;
    this.repeatable = repeatable;
  }

  /** Whether it changes nothing. */
  public boolean reads() {
    return reads;
  }

  /** Whether something may be lost. */
  public boolean destroys() {
    return destroys;
  }

  /** Whether calling it again with the same arguments has no further effect. */
  public boolean repeatable() {
    return repeatable;
  }
}
