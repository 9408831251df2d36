package io.twinhub.bootstrap.admin;

/**
 * A request to the admin port. The body is not copied, since nothing changes it.
 *
 * @param method the HTTP method, such as GET
 * @param path the decoded path, without the query
 * @param body the body; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once
public record AdminRequest(String method, String path, byte[] body) {}
