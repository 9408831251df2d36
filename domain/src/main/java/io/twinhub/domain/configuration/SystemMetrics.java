package io.twinhub.domain.configuration;

import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The queries behind the metrics that every configuration has; users can run them as they are. */
public final class SystemMetrics {
  /** How many twins the condition holds for. */
  public static final String TARGETED = "targetedCount";

  /** How many twins have at least a part of the settings. */
  public static final String APPLIED = "appliedCount";

  /** How many edge devices report that they did what the deployment wants. */
  public static final String SUCCESSFUL = "reportedSuccessfulCount";

  /** How many edge devices report that they could not do it. */
  public static final String FAILED = "reportedFailedCount";

  private SystemMetrics() {}

  /** The queries by the names of the metrics. */
  public static Map<String, String> queries(ConfigurationRequest wanted) {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(TARGETED, targeted(wanted));
    String applied = "configurations.[[%s]].status = 'Applied'".formatted(wanted.id());
    if (wanted.content().kind() != Kind.EDGE) {
      String rows = wanted.content().kind() == Kind.MODULE
          ? "select deviceId, moduleId from devices.modules"
          : "select deviceId from devices";
      queries.put(APPLIED, rows + " where " + applied);
      return queries;
    }
    String agents =
        "select deviceId from devices.modules where moduleId = '$edgeAgent' and " + applied;
    String current = agents
        + " and properties.desired.$version = properties.reported.lastDesiredVersion"
        + " and properties.reported.lastDesiredStatus.code ";
    queries.put(APPLIED, agents);
    queries.put(SUCCESSFUL, current + "= 200");
    queries.put(FAILED, current + "!= 200");
    return queries;
  }

  private static String targeted(ConfigurationRequest wanted) {
    String query = wanted.target().query();
    if (wanted.content().kind() != Kind.EDGE || query.isEmpty()) {
      return query;
    }
    String edge = "capabilities.iotEdge = true";
    return wanted.target().expression().isEmpty()
        ? query + " where " + edge
        : "select deviceId from devices where %s and (%s)"
            .formatted(edge, wanted.target().expression());
  }
}
