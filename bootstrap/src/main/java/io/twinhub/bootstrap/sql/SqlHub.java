package io.twinhub.bootstrap.sql;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * A hub that answers queries and passes on method calls. Refusals are exceptions whose messages are for the
 * user, with all problems of a query and their places.
 */
public interface SqlHub {

  /**
   * Some rows of a query.
   *
   * @param max how many at most
   * @param from where to continue; empty for the first page
   */
  Page page(String sql, int max, Optional<String> from);

  /** How the hub answers a query: {@code {"query","access",…}}, as the hub's route returns it. */
  JsonObject explain(String sql);

  /** Why a device is in an answer, or is not: {@code {"outcome","condition"?,…}}. */
  JsonObject why(String sql, String deviceId);

  /**
   * Calls a direct method with the hub's usual time-outs.
   *
   * @return {@code {"status","payload"}}
   */
  JsonObject invoke(TwinAddress address, String method, JsonValue payload);

  /** Property paths that occur in twins, for completion; none if the hub does not tell. */
  List<String> paths();

  /**
   * Rows.
   *
   * @param next where the next page begins; empty if there is none
   * @param warnings warnings about the query, for the user; empty if there are none
   */
  record Page(List<JsonValue> rows, Optional<String> next, Optional<String> warnings) {

    /** Copies the rows. */
    public Page {
      rows = List.copyOf(rows);
    }
  }
}
