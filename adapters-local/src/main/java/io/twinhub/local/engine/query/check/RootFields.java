package io.twinhub.local.engine.query.check;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields at the root of a row, whose case queries may ignore. Source: twin-model reference, section 1,
 * and query-language reference, sections 2 and 3.
 */
public final class RootFields {
  private static final List<String> TWIN = List.of(
      DocumentNames.DEVICE_ID,
      DocumentNames.MODULE_ID,
      "etag",
      DocumentNames.DEVICE_ETAG,
      "status",
      DocumentNames.STATUS_REASON,
      DocumentNames.STATUS_UPDATE_TIME,
      DocumentNames.CONNECTION_STATE,
      DocumentNames.LAST_ACTIVITY_TIME,
      DocumentNames.MESSAGE_COUNT,
      DocumentNames.AUTHENTICATION_TYPE,
      DocumentNames.X509_THUMBPRINT,
      DocumentNames.MODEL_ID,
      "version",
      "tags",
      "properties",
      "capabilities",
      "configurations",
      DocumentNames.DEVICE_SCOPE,
      DocumentNames.PARENT_SCOPES,
      "attributes");

  private static final List<String> JOB = List.of(
      DocumentNames.DEVICE_ID,
      DocumentNames.MODULE_ID,
      "jobId",
      "jobType",
      "status",
      "startTimeUtc",
      "endTimeUtc",
      "createdDateTimeUtc",
      "lastUpdatedDateTimeUtc",
      "outcome",
      "error");

  /** Names in documented samples for fields that documents spell differently. */
  private static final Map<String, String> TWIN_ALIASES = Map.of("id", DocumentNames.DEVICE_ID);

  private static final Map<String, String> JOB_ALIASES =
      Map.of("id", DocumentNames.DEVICE_ID, "createdTimeUtc", "createdDateTimeUtc");

  private RootFields() {}

  /** The fields of a row, in the order of a document. */
  public static List<String> of(From from) {
    return switch (from) {
      case DEVICES, MODULES -> TWIN;
      case JOBS -> JOB;
      case EVENTS -> List.of();
    };
  }

  /** The field as documents spell it, however the query spells it. */
  public static Optional<String> canonical(From from, String name) {
    Map<String, String> aliases = switch (from) {
      case DEVICES, MODULES -> TWIN_ALIASES;
      case JOBS -> JOB_ALIASES;
      case EVENTS -> Map.of();
    };
    Optional<String> alias = aliases.keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name))
        .map(aliases::get)
        .findFirst();
    return alias.or(
        () -> of(from).stream().filter(field -> field.equalsIgnoreCase(name)).findFirst());
  }

  /**
   * The path with its root as documents spell it; the rest is case-sensitive. An unknown root is left
   * unchanged.
   */
  public static JsonPath canonical(From from, Path path) {
    List<String> segments = new ArrayList<>(path.segments());
    segments.set(0, canonical(from, path.root()).orElse(path.root()));
    return new JsonPath(segments);
  }
}
