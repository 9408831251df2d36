package io.twinhub.application.port.in.fleet;

/** Is told how far a use case has got, on the thread that runs it. */
public interface FleetProgress {

  /** Ignores all progress. */
  FleetProgress NONE = new FleetProgress() {
    @Override
    public void begin(String what, long total) {}

    @Override
    public void done(long count) {}
  };

  /**
   * A new stage of work begins.
   *
   * @param what names the work, such as {@code copying devices}
   * @param total how many there are; 0 if that is not known
   */
  void begin(String what, long total);

  /** Tells how many items of this stage are done. */
  void done(long count);
}
