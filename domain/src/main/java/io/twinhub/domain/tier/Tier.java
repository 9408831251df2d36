package io.twinhub.domain.tier;

import io.twinhub.domain.operation.OperationKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The tiers of Azure's hubs. Source: Azure's pages on quotas and on scaling. */
public enum Tier {
  /** The free tier. */
  F1(8_000, 1),
  /** The smallest basic tier. */
  B1(400_000, 200),
  /** The middle basic tier. */
  B2(6_000_000, 200),
  /** The largest basic tier. */
  B3(300_000_000, 10),
  /** The smallest standard tier. */
  S1(400_000, 200),
  /** The middle standard tier. */
  S2(6_000_000, 200),
  /** The largest standard tier. */
  S3(300_000_000, 10);

  /** How many devices and modules a free hub may have. */
  public static final int FREE_DEVICES_MAX = 500;

  /** How many configurations a hub may have. */
  public static final int CONFIGURATIONS_MAX = 100;

  /** How many configurations a free hub may have. */
  public static final int FREE_CONFIGURATIONS_MAX = 10;

  private static final int CHUNK_BYTES = 4 * 1024;
  private static final int FREE_CHUNK_BYTES = 512;

  /** What basic tiers do not have. */
  private static final Set<OperationKind> NOT_BASIC = EnumSet.of(
      OperationKind.READ_OWN_TWIN,
      OperationKind.REPORT,
      OperationKind.WATCH_DESIRED,
      OperationKind.ANSWER_CALL,
      OperationKind.DELIVER_MESSAGE,
      OperationKind.SETTLE_MESSAGE,
      OperationKind.READ_TWIN,
      OperationKind.PATCH_TWIN,
      OperationKind.REPLACE_TWIN,
      OperationKind.INVOKE,
      OperationKind.CREATE_JOB,
      OperationKind.READ_JOB,
      OperationKind.CANCEL_JOB,
      OperationKind.SEND_MESSAGE,
      OperationKind.PURGE,
      OperationKind.FEEDBACK,
      OperationKind.READ_CONFIGURATION,
      OperationKind.WRITE_CONFIGURATION,
      OperationKind.DELETE_CONFIGURATION,
      OperationKind.APPLY_CONTENT);

  private final int dailyMessages;
  private final int unitsMax;

  Tier(int dailyMessages, int unitsMax) {
    this.dailyMessages = dailyMessages;
    this.unitsMax = unitsMax;
  }

  /** The tier of this name, in any case. */
  public static Optional<Tier> find(String name) {
    return Arrays.stream(values())
        .filter(tier -> tier.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** How many units a hub of this tier may have. */
  public int unitsMax() {
    return unitsMax;
  }

  /** How many messages a unit takes in a day. */
  long dailyMessages() {
    return dailyMessages;
  }

  /** As how many messages one of {@code bytes} bytes counts. */
  public long chunks(long bytes) {
    int chunk = this == F1 ? FREE_CHUNK_BYTES : CHUNK_BYTES;
    return Math.max(1, (bytes + chunk - 1) / chunk);
  }

  /** Whether a hub of this tier can do this at all. */
  public boolean has(OperationKind kind) {
    boolean basic = this == B1 || this == B2 || this == B3;
    return !basic || !NOT_BASIC.contains(kind);
  }

  /** The column of Azure's table: 1 for the free and the smallest tiers, up to 3. */
  int size() {
    return switch (this) {
      case F1, B1, S1 -> 1;
      case B2, S2 -> 2;
      case B3, S3 -> 3;
    };
  }
}
