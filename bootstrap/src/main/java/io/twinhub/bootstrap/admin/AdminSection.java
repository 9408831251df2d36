package io.twinhub.bootstrap.admin;

/** A group of pages of the admin port. All of them need the admin token. */
public interface AdminSection {

  /** Whether {@code path} is one of its pages. */
  boolean serves(String path);

  /** Answers a request for one of its pages. */
  AdminAnswer answer(AdminRequest request);

  /** Whether {@code path} is {@code root} or lies below it. */
  static boolean isBelow(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
