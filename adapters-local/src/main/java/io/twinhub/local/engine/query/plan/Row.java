package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import java.util.Optional;

/** One version of one twin or job, as a query looks at it. */
public interface Row {

  /**
   * The value at the end of a path, without rendering the whole document.
   *
   * @param path from the root of the document, root fields in the spelling of documents
   */
  Optional<JsonValue> find(JsonPath path);

  /** The whole document, for {@code SELECT *}. */
  QueryRow document();
}
