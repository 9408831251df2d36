package io.twinhub.application.port.in.fleet;

/**
 * What a copy did, in devices and modules.
 *
 * @param created those that were not there
 * @param changed those that were there and differed
 * @param equal those that were there and equal, and were not written
 * @param gone those that were deleted from the source meanwhile
 * @param refused those that the hub refused
 */
public record CopyResult(long created, long changed, long equal, long gone, long refused) {

  /** How many members there were. */
  public long total() {
    return created + changed + equal + gone + refused;
  }
}
