package io.twinhub.domain.document;

/** The names of members that more than one document has. */
public final class DocumentNames {
  public static final String TAGS = "tags";
  public static final String PROPERTIES = "properties";
  public static final String DESIRED = "desired";
  public static final String REPORTED = "reported";

  private DocumentNames() {}
}
