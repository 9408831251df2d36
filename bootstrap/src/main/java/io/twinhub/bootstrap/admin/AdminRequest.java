package io.twinhub.bootstrap.admin;

/**
 * What was asked of the admin port. The body is not copied: nobody changes it.
 *
 * @param method such as GET
 * @param path decoded, without query
 * @param body the body; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and read once
record AdminRequest(String method, String path, byte[] body) {}
