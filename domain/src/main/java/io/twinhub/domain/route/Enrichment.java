package io.twinhub.domain.route;

import io.twinhub.domain.error.HubException;

/**
 * An application property that is added to each event.
 *
 * @param key its name
 * @param value its value: {@code $iothubname}, a path such as {@code $twin.tags.site},
 *     {@code $twin.properties.desired.…} or {@code $twin.properties.reported.…}, or any other text, which is
 *     added unchanged, as is a path that does not exist
 */
public record Enrichment(String key, String value) {
  /** The most enrichments of a hub. Source: Azure's page on message enrichments. */
  public static final int ENRICHMENTS_MAX = 10;

  /** The longest key and the longest value, in characters; a limit of this hub. */
  public static final int LENGTH_MAX = 1024;

  /**
   * Accepts a valid enrichment.
   *
   * @throws HubException with {@link RouteError#invalidEnrichment}
   */
  public Enrichment {
    if (key.isBlank() || key.length() > LENGTH_MAX || value.length() > LENGTH_MAX) {
      throw new HubException(RouteError.invalidEnrichment(key));
    }
  }
}
