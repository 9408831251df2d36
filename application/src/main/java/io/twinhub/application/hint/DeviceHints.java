package io.twinhub.application.hint;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hints about one connection of a device. Reports are frequent, so the size of the reported properties is
 * only estimated: the twin is read when the reports since the last look might have filled it.
 */
public final class DeviceHints {
  private final Hints hints;
  private final TwinAddress address;
  private volatile boolean hasRead;

  /** The most bytes that the reported properties may have; negative as long as nobody has looked. */
  private int bytesAtMost = -1;

  private boolean told;

  DeviceHints(Hints hints, TwinAddress address) {
    this.hints = hints;
    this.address = address;
  }

  /**
   * The device has connected.
   *
   * @param connection reads its twin without an operation
   */
  public List<Hint> connected(DeviceConnection connection) {
    return hints.connected(connection);
  }

  /** The device has read its twin. */
  public void read() {
    if (!hasRead) {
      hasRead = true;
      hints.readBy(address);
    }
  }

  /**
   * The device has reported.
   *
   * @param connection reads its twin without an operation
   */
  public List<Hint> reported(ReportedPatch report, DeviceConnection connection) {
    if (!hints.areGiven()) {
      return List.of();
    }
    hints.wrote(address);
    List<Hint> texts = NearLimits.texts(Section.REPORTED, report.members());
    Optional<Hint> section = grown(report.members(), connection);
    if (texts.isEmpty() && section.isEmpty()) {
      return List.of();
    }
    List<Hint> all = new ArrayList<>(texts);
    section.ifPresent(all::add);
    return all;
  }

  private synchronized Optional<Hint> grown(JsonObject members, DeviceConnection connection) {
    if (told) {
      return Optional.empty();
    }
    bytesAtMost += bytesAtMost < 0 ? 0 : Section.REPORTED.size(members);
    if (bytesAtMost >= 0 && !NearLimits.isNear(bytesAtMost, Section.REPORTED.sizeMax())) {
      return Optional.empty();
    }
    try {
      JsonObject values = connection.read().reported();
      bytesAtMost = Section.REPORTED.size(values);
      Optional<Hint> hint = NearLimits.section(Section.REPORTED, values);
      told = hint.isPresent();
      return hint;
    } catch (HubException ended) {
      return Optional.empty();
    }
  }
}
