package io.twinhub.domain.query;

import io.twinhub.domain.json.JsonPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path that occurs in twins.
 *
 * @param path the path
 * @param types the types of its values, in the order in which they were found: {@code string}, {@code number},
 *     {@code boolean}, {@code object}, {@code array} or {@code null}
 * @param twins in how many twins it was found
 */
public record UsedPath(JsonPath path, List<String> types, int twins) {

  /** Copies {@code types}. */
  public UsedPath {
    types = List.copyOf(types);
  }

  /** The same path in these twins and in others. */
  public UsedPath and(UsedPath others) {
    List<String> all =
        Stream.concat(types.stream(), others.types.stream()).distinct().toList();
    return new UsedPath(path, all, twins + others.twins);
  }
}
