package io.twinhub.domain.job;

/**
 * On how many devices a job has come how far. Each device counts once.
 *
 * @param pending its turn has not come, or it is not connected
 * @param running it was called and has not answered
 * @param succeeded it is done
 * @param failed it is refused, or did not answer
 */
public record JobStatistics(int pending, int running, int succeeded, int failed) {
  /** Of a job that has not started. */
  public static final JobStatistics NONE = new JobStatistics(0, 0, 0, 0);

  /** How many devices the job concerns. */
  public int devices() {
    return pending + running + succeeded + failed;
  }

  /** On how many it is over. */
  public int ended() {
    return succeeded + failed;
  }

  /** The same after a device came from one status to another. */
  public JobStatistics moved(DeviceJobStatus from, DeviceJobStatus to) {
    return counted(from, -1).counted(to, 1);
  }

  /** The same with one device more. */
  public JobStatistics with(DeviceJobStatus status) {
    return counted(status, 1);
  }

  private JobStatistics counted(DeviceJobStatus status, int more) {
    return switch (status) {
      case SCHEDULED -> new JobStatistics(pending + more, running, succeeded, failed);
      case RUNNING -> new JobStatistics(pending, running + more, succeeded, failed);
      case COMPLETED -> new JobStatistics(pending, running, succeeded + more, failed);
      case FAILED -> new JobStatistics(pending, running, succeeded, failed + more);
    };
  }
}
