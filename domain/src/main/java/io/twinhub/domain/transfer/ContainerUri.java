package io.twinhub.domain.transfer;

import io.twinhub.domain.error.HubException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container of blobs: {@code https://ACCOUNT.blob.core.windows.net/CONTAINER?SAS}, the same with {@code
 * http}, or a folder, {@code file:///PATH}. Its query is a secret, so it is in no text of this class except
 * {@link #blob} and {@link #whole}.
 */
public final class ContainerUri {
  /** The longest URI, in characters. Own limit. */
  public static final int LENGTH_MAX = 8192;

  private static final String FILE = "file";
  private static final String HEX = "0123456789ABCDEF";
  private static final int BYTE_MASK = 0xFF;
  private static final int NIBBLE = 4;
  private static final int NIBBLE_MASK = 0xF;

  private static final Pattern BLOB_NAME = Pattern.compile("[^\\p{Cntrl}\\\\]{1,1024}");
  private static final Pattern DOTS = Pattern.compile("\\.{1,2}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]");

  private final URI uri;

  private ContainerUri(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads a URI.
   *
   * @param member the member that holds it, for the refusal
   * @throws HubException with {@link TransferError#badUri}; its message does not repeat the URI
   */
  public static ContainerUri parse(String member, String text) {
    if (text.length() > LENGTH_MAX) {
      throw new HubException(TransferError.badUri(
          member,
          "has %d characters; at most %d are allowed".formatted(text.length(), LENGTH_MAX)));
    }
    try {
      return new ContainerUri(checked(member, new URI(text)));
    } catch (URISyntaxException e) {
      throw new HubException(TransferError.badUri(
          member, "is not a URI: " + e.getReason() + " at position " + (e.getIndex() + 1)));
    }
  }

  private static URI checked(String member, URI uri) {
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    Optional<String> problem = Optional.empty();
    if (scheme.equals(FILE)) {
      boolean local = uri.getRawAuthority() == null || uri.getRawAuthority().isEmpty();
      problem = local && path.startsWith("/") && uri.getRawQuery() == null
          ? Optional.empty()
          : Optional.of("must have the form file:///FOLDER");
    } else if (!scheme.equals("https") && !scheme.equals("http")) {
      problem = Optional.of("must begin with https://, http:// or file:///");
    } else if (uri.getHost() == null) {
      problem = Optional.of("names no host");
    } else if (uri.getRawUserInfo() != null) {
      problem = Optional.of("must not have a user name or a password");
    } else if (path.replace("/", "").isEmpty()) {
      problem = Optional.of("names no container");
    }
    if (problem.isEmpty() && uri.getRawFragment() != null) {
      problem = Optional.of("must not have a fragment");
    }
    if (problem.isPresent()) {
      throw new HubException(TransferError.badUri(member, problem.get()));
    }
    return uri;
  }

  /** Whether it is a folder of the machine that the hub runs on. */
  public boolean isFolder() {
    return FILE.equalsIgnoreCase(uri.getScheme());
  }

  /** The path of the folder, decoded. */
  public String folder() {
    return uri.getPath();
  }

  /** The address of a blob with the secret, or of a file; for the request only. */
  public URI blob(String name) {
    String text = uri.toString();
    int question = text.indexOf('?');
    String container = question < 0 ? text : text.substring(0, question);
    String query = question < 0 ? "" : text.substring(question);
    String slash = container.endsWith("/") ? "" : "/";
    return URI.create(container + slash + encoded(name) + query);
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & BYTE_MASK);
      if (c == '/' || PLAIN.matcher(String.valueOf(c)).matches()) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> NIBBLE)).append(HEX.charAt(c & NIBBLE_MASK));
      }
    }
    return encoded.toString();
  }

  /**
   * Whether a blob may have this name: 1 to 1024 characters, without control characters, backslashes, empty
   * segments, and segments that consist of dots.
   */
  public static boolean isBlobName(String name) {
    if (!BLOB_NAME.matcher(name).matches()) {
      return false;
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || DOTS.matcher(segment).matches()) {
        return false;
      }
    }
    return true;
  }

  /** The URI with its secret; for the hub that is to use it only. */
  public String whole() {
    return uri.toString();
  }

  /** The same container without its secret, for what is kept and shown. */
  public ContainerUri withoutSecret() {
    return new ContainerUri(URI.create(toString()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContainerUri that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** The URI without its query, which is a secret. */
  @Override
  public String toString() {
    String text = uri.toString();
    int question = text.indexOf('?');
    return question < 0 ? text : text.substring(0, question);
  }
}
