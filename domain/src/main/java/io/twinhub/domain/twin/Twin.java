package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.property.Author;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Standings;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The twin of a device or a module: what the back end notes about it, what the back end wants of it, and what
 * it reports about itself. Immutable; each write makes a new one.
 *
 * <p>Counters: {@code version} is the number of service-side states plus the reported section's
 * {@code $version}; the etag of a local hub is that number of service-side states. Hence a service write
 * changes etag and version, and a report changes only the version.
 *
 * @param address which device or module
 * @param root what the document shows about identity and connection
 * @param etag identifies the state of the service side: tags and desired properties
 * @param version grows with each write of any section
 * @param tags what the back end notes
 * @param desired what the back end wants
 * @param reported what the device reports
 */
public record Twin(
    TwinAddress address,
    TwinRoot root,
    Etag etag,
    Version version,
    Tags tags,
    DesiredProperties desired,
    ReportedProperties reported) {

  /** The twin of an identity that was just registered. */
  public static Twin created(TwinAddress address, TwinRoot root) {
    return new Twin(
        address,
        root,
        Etag.ofCount(1),
        new Version(2),
        Tags.NONE,
        DesiredProperties.NEW,
        ReportedProperties.NEW);
  }

  /**
   * A service write that merges into tags and desired properties.
   *
   * @param now the time that the metadata is stamped with
   * @throws HubException with a {@link TwinError} if the condition fails or the patch may not be stored
   */
  public TwinUpdate patched(TwinPatch patch, IfMatch ifMatch, Instant now, TwinRules rules) {
    ifMatch.require(etag);
    Optional<JsonObject> tagsDelta = delta(Section.TAGS, tags.values(), patch.tags(), rules);
    Optional<JsonObject> desiredDelta =
        delta(Section.DESIRED, desired.values(), patch.desired(), rules);
    if (tagsDelta.isEmpty() && desiredDelta.isEmpty()) {
      return TwinUpdate.none(this);
    }
    Tags newTags =
        tagsDelta.map(d -> new Tags(MergePatch.apply(tags.values(), d))).orElse(tags);
    DesiredProperties newDesired = desiredDelta.map(d -> merged(d, now)).orElse(desired);
    if (tagsDelta.isPresent()) {
      rules.checkSize(Section.TAGS, tags.values(), newTags.values());
    }
    if (desiredDelta.isPresent()) {
      rules.checkSize(Section.DESIRED, desired.values(), newDesired.values());
    }
    return new TwinUpdate(
        this, serviceWrite(newTags, newDesired), tagsDelta, desiredDelta, Optional.empty());
  }

  /**
   * A service write that replaces whole sections; sections left out stay.
   *
   * @param now the time that the metadata is stamped with
   * @throws HubException with a {@link TwinError} if the condition fails or the content may not be
   *     stored
   */
  public TwinUpdate replaced(
      TwinReplacement replacement, IfMatch ifMatch, Instant now, TwinRules rules) {
    ifMatch.require(etag);
    replacement.tags().ifPresent(values -> rules.checkContent(Section.TAGS, values));
    replacement.desired().ifPresent(values -> rules.checkContent(Section.DESIRED, values));
    Tags newTags = replacement.tags().map(Tags::new).orElse(tags);
    DesiredProperties newDesired =
        replacement.desired().map(values -> replacedDesired(values, now)).orElse(desired);
    rules.checkSize(Section.TAGS, tags.values(), newTags.values());
    rules.checkSize(Section.DESIRED, desired.values(), newDesired.values());
    return new TwinUpdate(
        this,
        serviceWrite(newTags, newDesired),
        replacement.tags().map(v -> SectionDelta.ofReplacement(tags.values(), v)),
        replacement.desired().map(v -> SectionDelta.ofReplacement(desired.values(), v)),
        Optional.empty());
  }

  /**
   * A device's report, merged into the reported properties. {@code $version} and {@code $metadata} at
   * its root are dropped; a report without effect changes nothing.
   *
   * @param now the time that the metadata is stamped with
   * @throws HubException with a {@link TwinError} if the expected version is not the current one, or
   *     the report may not be stored
   */
  public TwinUpdate reported(ReportedPatch report, Instant now, TwinRules rules) {
    report.require(reported.version());
    JsonObject patch = HubMembers.dropFrom(report.members());
    rules.checkPatch(Section.REPORTED, patch);
    JsonObject delta = SectionDelta.ofPatch(reported.values(), patch);
    if (delta.isEmpty()) {
      return TwinUpdate.none(this);
    }
    JsonObject values = MergePatch.apply(reported.values(), delta);
    rules.checkSize(Section.REPORTED, reported.values(), values);
    PropertyMetadata.Stamp stamp = new PropertyMetadata.Stamp(now, Optional.empty());
    ReportedProperties newReported = new ReportedProperties(
        values,
        reported.metadata().after(reported.values(), delta, values, stamp),
        reported.version().next());
    Twin after = new Twin(address, root, etag, version.next(), tags, desired, newReported);
    return new TwinUpdate(this, after, Optional.empty(), Optional.empty(), Optional.of(delta));
  }

  /**
   * A write of the hub itself, for automatic configurations. Without a patch that takes effect no counter
   * changes.
   *
   * @param patch is merged into the desired properties
   * @param authors which configuration wrote the value at each path
   * @param standings the configurations that target the twin afterwards
   * @throws HubException with a {@link TwinError} if the patch may not be stored
   */
  public TwinUpdate configured(
      JsonObject patch, Map<JsonPath, Author> authors, Standings standings, Stamping stamping) {
    Twin targeted = with(root.with(standings));
    Optional<JsonObject> delta =
        delta(Section.DESIRED, desired.values(), new SectionPatch.Merge(patch), stamping.rules());
    if (delta.isEmpty()) {
      return new TwinUpdate(this, targeted, Optional.empty(), Optional.empty(), Optional.empty());
    }
    DesiredProperties merged = merged(delta.get(), stamping.now());
    stamping.rules().checkSize(Section.DESIRED, desired.values(), merged.values());
    PropertyMetadata metadata = merged.metadata();
    for (Map.Entry<JsonPath, Author> written : authors.entrySet()) {
      metadata = metadata.authored(written.getKey().segments(), written.getValue());
    }
    DesiredProperties newDesired =
        new DesiredProperties(merged.values(), metadata, merged.version());
    return new TwinUpdate(
        this, targeted.serviceWrite(tags, newDesired), Optional.empty(), delta, Optional.empty());
  }

  /**
   * What a write needs to know besides its content.
   *
   * @param now the time that the metadata is stamped with
   * @param rules what may be stored
   */
  public record Stamping(Instant now, TwinRules rules) {}

  /** This twin with another root; no counter changes. */
  public Twin with(TwinRoot newRoot) {
    return new Twin(address, newRoot, etag, version, tags, desired, reported);
  }

  private Twin serviceWrite(Tags newTags, DesiredProperties newDesired) {
    Version newVersion = version.next();
    long serviceStates = newVersion.value() - reported.version().value();
    return new Twin(
        address, root, Etag.ofCount(serviceStates), newVersion, newTags, newDesired, reported);
  }

  /** The desired properties after a merge; the change is known to take effect. */
  DesiredProperties merged(JsonObject delta, Instant now) {
    Version newVersion = desired.version().next();
    PropertyMetadata.Stamp stamp = new PropertyMetadata.Stamp(now, Optional.of(newVersion));
    JsonObject values = MergePatch.apply(desired.values(), delta);
    return new DesiredProperties(
        values, desired.metadata().after(desired.values(), delta, values, stamp), newVersion);
  }

  private DesiredProperties replacedDesired(JsonObject values, Instant now) {
    Version newVersion = desired.version().next();
    PropertyMetadata.Stamp stamp = new PropertyMetadata.Stamp(now, Optional.of(newVersion));
    return new DesiredProperties(values, PropertyMetadata.fresh(values, stamp), newVersion);
  }

  /** What {@code patch} does to a section; empty if it takes no effect. Emptying is always a write. */
  private static Optional<JsonObject> delta(
      Section section, JsonObject stored, SectionPatch patch, TwinRules rules) {
    if (patch instanceof SectionPatch.Merge merge) {
      rules.checkPatch(section, merge.members());
      JsonObject delta = SectionDelta.ofPatch(stored, merge.members());
      return delta.isEmpty() ? Optional.empty() : Optional.of(delta);
    }
    return patch instanceof SectionPatch.Clear
        ? Optional.of(SectionDelta.ofReplacement(stored, JsonObject.EMPTY))
        : Optional.empty();
  }
}
