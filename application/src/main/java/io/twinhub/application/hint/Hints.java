package io.twinhub.application.hint;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Section;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hints of one hub. Safe to use from any thread. */
public final class Hints {
  private final Overwrites overwrites = new Overwrites();
  private final Rereads rereads = new Rereads();
  private final Optional<FreshResults> fresh;
  private final boolean given;

  private Hints(boolean given, Optional<FreshResults> fresh) {
    this.given = given;
    this.fresh = fresh;
  }

  /**
   * The hints of a hub.
   *
   * @param clock tells how old a write is
   * @param lags whether its queries lag behind its writes, as in Azure
   */
  public static Hints of(InstantSource clock, boolean lags) {
    return new Hints(true, lags ? Optional.empty() : Optional.of(new FreshResults(clock)));
  }

  /** No hints, for a hub that is not observed. */
  public static Hints none() {
    return new Hints(false, Optional.empty());
  }

  /** A back end has read a twin. */
  public void read(Caller caller, Twin twin) {
    if (given) {
      overwrites.read(caller, twin);
    }
  }

  /** A back end has patched a twin. */
  public List<Hint> patched(Caller caller, Twin after, TwinPatch patch, IfMatch ifMatch) {
    if (!given) {
      return List.of();
    }
    List<Hint> hints = written(caller, after, ifMatch);
    if (patch.tags() instanceof SectionPatch.Merge merge) {
      hints.addAll(NearLimits.texts(Section.TAGS, merge.members()));
      NearLimits.section(Section.TAGS, after.tags().values()).ifPresent(hints::add);
    }
    if (patch.desired() instanceof SectionPatch.Merge merge) {
      hints.addAll(NearLimits.texts(Section.DESIRED, merge.members()));
      NearLimits.section(Section.DESIRED, after.desired().values()).ifPresent(hints::add);
    }
    return hints;
  }

  /** A back end has replaced sections of a twin. */
  public List<Hint> replaced(
      Caller caller, Twin after, TwinReplacement replacement, IfMatch ifMatch) {
    if (!given) {
      return List.of();
    }
    List<Hint> hints = written(caller, after, ifMatch);
    replacement.tags().ifPresent(values -> {
      hints.addAll(NearLimits.texts(Section.TAGS, values));
      NearLimits.section(Section.TAGS, after.tags().values()).ifPresent(hints::add);
    });
    replacement.desired().ifPresent(values -> {
      hints.addAll(NearLimits.texts(Section.DESIRED, values));
      NearLimits.section(Section.DESIRED, after.desired().values()).ifPresent(hints::add);
    });
    return hints;
  }

  private List<Hint> written(Caller caller, Twin after, IfMatch ifMatch) {
    wrote(after.address());
    List<Hint> hints = new ArrayList<>();
    overwrites.wrote(caller, after, ifMatch).ifPresent(hints::add);
    return hints;
  }

  /** A back end has written a twin, but does not know its new state. */
  public void writtenUnseen(Caller caller, TwinAddress address) {
    if (given) {
      overwrites.forget(caller, address);
      wrote(address);
    }
  }

  /** A back end has got an answer to a query. */
  public List<Hint> answered(Caller caller, QueryPage page) {
    if (!given) {
      return List.of();
    }
    overwrites.queried(caller);
    return fresh.flatMap(results -> results.answered(page)).stream().toList();
  }

  /** The hints about one connection of a device. */
  public DeviceHints ofDevice(TwinAddress address) {
    return new DeviceHints(this, address);
  }

  /** A device has connected; {@code connection} reads its twin without an operation. */
  List<Hint> connected(DeviceConnection connection) {
    return given ? rereads.connected(connection).stream().toList() : List.of();
  }

  void readBy(TwinAddress device) {
    if (given) {
      rereads.read(device);
    }
  }

  void wrote(TwinAddress address) {
    fresh.ifPresent(results -> results.wrote(address));
  }

  boolean areGiven() {
    return given;
  }
}
