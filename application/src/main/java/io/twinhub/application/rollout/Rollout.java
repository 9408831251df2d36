package io.twinhub.application.rollout;

import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.RefusedMember;
import io.twinhub.application.port.in.fleet.RollOut;
import io.twinhub.application.port.in.fleet.RolloutCounts;
import io.twinhub.application.port.in.fleet.RolloutFailure;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A rollout. It reads twins by their ids, because the answers of queries may be out of date, and does not
 * read a device again once it has converged.
 */
public final class Rollout implements RollOut {
  private final TwinRegistry twins;
  private final JsonObject desired;
  private final OrderedCalls lanes;
  private final Consumer<RolloutFailure> onFailure;

  /** The devices that are not done, each with the version that the patch gave its desired properties. */
  private final Map<DeviceId, Version> pending = new TreeMap<>();

  private final TreeSet<DeviceId> offline = new TreeSet<>();
  private long converged;
  private long failed;

  /**
   * A rollout of {@code desired}.
   *
   * @param desired merged into the desired properties; {@code null} removes
   * @param onFailure is told of each device that fails, once
   */
  public Rollout(
      TwinRegistry twins,
      JsonObject desired,
      OrderedCalls lanes,
      Consumer<RolloutFailure> onFailure) {
    this.twins = twins;
    this.desired = desired;
    this.lanes = lanes;
    this.onFailure = onFailure;
  }

  @Override
  public RolloutCounts patch(List<DeviceId> devices, FleetProgress progress) {
    progress.begin("patching devices", devices.size());
    lanes.each(devices, this::patched, patched -> {
      patched.twin().ifPresent(twin -> judge(patched.device(), twin.desired().version(), twin));
      patched.failure().ifPresent(this::fail);
      progress.done(counts().total());
    });
    return counts();
  }

  private record Seen(DeviceId device, Optional<Twin> twin, Optional<RolloutFailure> failure) {}

  private Seen patched(DeviceId device) {
    try {
      Twin twin = twins.patch(TwinAddress.of(device), TwinPatch.ofDesired(desired), IfMatch.any());
      return new Seen(device, Optional.of(twin), Optional.empty());
    } catch (HubException refusal) {
      if (RefusedMember.endsAll(refusal.error())) {
        throw refusal;
      }
      RolloutFailure failure = new RolloutFailure(device, refusal.error().message());
      return new Seen(device, Optional.empty(), Optional.of(failure));
    }
  }

  @Override
  public RolloutCounts look() {
    offline.clear();
    Map<DeviceId, Version> open = new TreeMap<>(pending);
    lanes.each(open.keySet(), this::read, seen -> {
      Optional<Twin> twin = seen.twin();
      if (twin.isPresent()) {
        judge(seen.device(), open.getOrDefault(seen.device(), new Version(0)), twin.get());
      } else {
        fail(new RolloutFailure(seen.device(), "it was deleted"));
      }
    });
    return counts();
  }

  private Seen read(DeviceId device) {
    return new Seen(device, twins.find(TwinAddress.of(device)), Optional.empty());
  }

  private void judge(DeviceId device, Version since, Twin twin) {
    Acknowledgement said = Acknowledgement.of(desired, twin.reported().values(), since);
    if (said.failure().isPresent()) {
      fail(new RolloutFailure(device, said.failure().get()));
    } else if (said.arrived()) {
      pending.remove(device);
      converged++;
    } else {
      pending.put(device, since);
      if (!twin.root().connection().connected()) {
        offline.add(device);
      }
    }
  }

  private void fail(RolloutFailure failure) {
    pending.remove(failure.deviceId());
    failed++;
    onFailure.accept(failure);
  }

  @Override
  public RolloutCounts counts() {
    return new RolloutCounts(
        converged, failed, (long) pending.size() - offline.size(), offline.size());
  }

  @Override
  public List<DeviceId> offline(int max) {
    return offline.stream().limit(max).toList();
  }
}
