package io.twinhub.domain.tier;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.operation.Operation;
import java.util.Optional;

/**
 * The rows of Azure's table of throttles, as far as this hub has their operations. Source: Azure's page on
 * quotas and throttling.
 */
public enum Throttle {
  /** The identity registry. */
  IDENTITIES("identity operations") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 100 : 5_000) * units);
    }
  },
  /** New connections of devices. */
  CONNECTIONS("device connections") {
    @Override
    Rate rate(int size, long units) {
      return ofDevices(size, units);
    }
  },
  /** Messages of devices. */
  TELEMETRY("device-to-cloud messages") {
    @Override
    Rate rate(int size, long units) {
      return ofDevices(size, units);
    }
  },
  /** Queries of back ends. */
  QUERIES("queries") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 20 : 1_000) * units);
    }
  },
  /** Twins that devices and back ends read. */
  TWIN_READS("twin reads") {
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
  TWIN_UPDATES("twin updates") {
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
  METHODS("KB of direct methods") {
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
  /** Scheduled jobs that are created, read, listed or cancelled. */
  JOBS("job operations") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 100 : 5_000) * units);
    }
  },
  /** Cloud-to-device messages of back ends. */
  MESSAGES("cloud-to-device messages") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 100 : 5_000) * units);
    }
  },
  /** Configurations and deployments of back ends. */
  CONFIGURATIONS("configuration operations") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute(20 * units);
    }
  },
  /** Cloud-to-device messages that devices fetch over HTTPS. */
  FETCHES("cloud-to-device messages fetched over HTTPS") {
    @Override
    Rate rate(int size, long units) {
      return Rate.perMinute((size < LARGEST ? 1_000 : 50_000) * units);
    }
  };

  private static final int LARGEST = 3;
  private static final int METER_KB = 4;
  private static final int METER_BYTES = METER_KB * 1024;

  private final String text;

  Throttle(String text) {
    this.text = text;
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
    return switch (operation.kind()) {
      case READ_IDENTITY, CREATE_IDENTITY, UPDATE_IDENTITY, DELETE_IDENTITY ->
        Optional.of(IDENTITIES);
      case CONNECT -> Optional.of(CONNECTIONS);
      case SEND_EVENT -> Optional.of(TELEMETRY);
      case QUERY -> Optional.of(QUERIES);
      case READ_TWIN, READ_OWN_TWIN -> Optional.of(TWIN_READS);
      case PATCH_TWIN, REPLACE_TWIN, REPORT -> Optional.of(TWIN_UPDATES);
      case INVOKE -> Optional.of(METHODS);
      case CREATE_JOB, READ_JOB, CANCEL_JOB -> Optional.of(JOBS);
      case SEND_MESSAGE -> Optional.of(MESSAGES);
      case READ_CONFIGURATION, WRITE_CONFIGURATION, DELETE_CONFIGURATION, APPLY_CONTENT ->
        Optional.of(CONFIGURATIONS);
      case DELIVER_MESSAGE ->
        operation.caller().transport() == Transport.HTTPS ? Optional.of(FETCHES) : Optional.empty();
      default -> Optional.empty();
    };
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
