package io.twinhub.domain.tier;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of Azure's table of throttles, as far as this hub has their operations. Source: Azure's page on
 * quotas and throttling.
 */
public enum Throttle {
  /** The identity registry. */
  IDENTITIES(
      "identity operations",
      OperationKind.READ_IDENTITY,
      OperationKind.CREATE_IDENTITY,
      OperationKind.UPDATE_IDENTITY,
      OperationKind.DELETE_IDENTITY) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 100 : 5_000) * units);
    }
  },
  /** New connections of devices. */
  CONNECTIONS("device connections", OperationKind.CONNECT) {
    @Override
    Rate rate(int size, long units) {
      return ofDevices(size, units);
    }
  },
  /** Messages of devices. */
  TELEMETRY("device-to-cloud messages", OperationKind.SEND_EVENT) {
    @Override
    Rate rate(int size, long units) {
      return ofDevices(size, units);
    }
  },
  /** Queries of back ends. */
  QUERIES("queries", OperationKind.QUERY) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 20 : 1_000) * units);
    }
  },
  /** Twins that devices and back ends read. */
  TWIN_READS("twin reads", OperationKind.READ_TWIN, OperationKind.READ_OWN_TWIN) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perSecond(
          switch (size) {
            case 1 -> 100;
            case 2 -> Math.max(100, 10 * units);
            default -> 500 * units;
          });
    }
  },
  /** Twins that devices and back ends change. */
  TWIN_UPDATES(
      "twin updates", OperationKind.PATCH_TWIN, OperationKind.REPLACE_TWIN, OperationKind.REPORT) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perSecond(
          switch (size) {
            case 1 -> 50;
            case 2 -> Math.max(50, 5 * units);
            default -> 250 * units;
          });
    }
  },
  /** Direct methods, in KB of the request, of which each counts at least 4. */
  METHODS("KB of direct methods", OperationKind.INVOKE) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perSecond(units
          * switch (size) {
            case 1 -> 160;
            case 2 -> 480;
            default -> 24 * 1024;
          });
    }

    @Override
    public long cost(Operation operation) {
      return Math.max(1, (operation.bytes() + METER_BYTES - 1) / METER_BYTES) * METER_KB;
    }
  },
  /** Cloud-to-device messages of back ends. */
  MESSAGES("cloud-to-device messages", OperationKind.SEND_MESSAGE) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 100 : 5_000) * units);
    }
  },
  /** Cloud-to-device messages that devices fetch over HTTPS. */
  FETCHES("cloud-to-device messages fetched over HTTPS", OperationKind.DELIVER_MESSAGE) {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 1_000 : 50_000) * units);
    }

    @Override
    boolean meters(Operation operation) {
      return super.meters(operation) && operation.caller().transport() == Transport.HTTPS;
    }
  };

  private static final int LARGEST = 3;
  private static final int METER_KB = 4;
  private static final int METER_BYTES = METER_KB * 1024;

  private final String text;
  private final Set<OperationKind> kinds;

  Throttle(String text, OperationKind... kinds) {
    this.text = text;
    this.kinds = Set.of(kinds);
  }

  private static Rate ofDevices(int size, long units) {
    return Rate.perSecond(
        switch (size) {
          case 1 -> Math.max(100, 12 * units);
          case 2 -> 120 * units;
          default -> 6_000 * units;
        });
  }

  /** The row that meters {@code operation}. */
  public static Optional<Throttle> of(Operation operation) {
    return Arrays.stream(values()).filter(row -> row.meters(operation)).findFirst();
  }

  boolean meters(Operation operation) {
    return kinds.contains(operation.kind());
  }

  /** What it meters, in words. */
  public String text() {
    return text;
  }

  /** How much of its rate {@code operation} uses. */
  public long cost(Operation operation) {
    return 1;
  }

  /** @param size the column of the table, 1 to 3 */
  abstract Rate rate(int size, long units);
}
