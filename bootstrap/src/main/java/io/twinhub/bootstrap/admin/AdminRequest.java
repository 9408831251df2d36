package io.twinhub.bootstrap.admin;

import java.util.Map;

/**
 * A request to the admin port. The body is not copied, since nothing changes it.
 *
 * @param method the HTTP method, such as GET
 * @param path the decoded path, without the query
 * @param query the decoded parameters after the path
 * @param body the body; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once
public record AdminRequest(String method, String path, Map<String, String> query, byte[] body) {

  /** Copies the parameters. */
  public AdminRequest {
    query = Map.copyOf(query);
  }
}
