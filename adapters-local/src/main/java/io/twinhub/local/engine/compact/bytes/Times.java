package io.twinhub.local.engine.compact.bytes;

import io.twinhub.domain.identity.Identity;
import java.time.Instant;

/** Packs times: one byte for "never", otherwise the seconds from a recent time, and the nanoseconds. */
public final class Times {
  /** The first second of 2024; the nearer a time is to it, the fewer bytes it takes. */
  private static final long NEAR = 1_704_067_200L;

  private static final int NEVER = 0;

  private Times() {}

  public static void write(Instant time, PackedBytes out) {
    if (time.equals(Identity.NEVER)) {
      out.number(NEVER);
      return;
    }
    out.number(time.getNano() + 1L);
    out.signed(time.getEpochSecond() - NEAR);
  }

  public static Instant read(PackedCursor in) {
    long nanos = in.number();
    return nanos == NEVER ? Identity.NEVER : Instant.ofEpochSecond(in.signed() + NEAR, nanos - 1);
  }
}
