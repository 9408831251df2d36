package io.twinhub.application.port.in.fleet;

/** Hears how far a use case is. Called on the thread that runs it. */
public interface FleetProgress {

  /** Nobody wants to know. */
  FleetProgress NONE = new FleetProgress() {
    @Override
    public void begin(String what, long total) {}

    @Override
    public void done(long count) {}
  };

  /**
   * Another stretch of work begins.
   *
   * @param what what is done, such as {@code copying devices}
   * @param total how many there are; 0 if that is not known
   */
  void begin(String what, long total);

  /** How many of this stretch are done. */
  void done(long count);
}
