package io.twinhub.local.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names and addresses under which clients may reach the hub (subject alternative names, RFC 5280,
 * 4.2.1.6). Always holds {@code 127.0.0.1}, {@code ::1} and {@code localhost}.
 *
 * @param names DNS names and IP literals, in lower case
 */
public record SubjectNames(Set<String> names) {
  private static final int DNS_TAG = 0x82;
  private static final int IP_TAG = 0x87;
  private static final int DNS_TYPE = 2;
  private static final int IP_TYPE = 7;

  private static final List<String> ALWAYS = List.of("127.0.0.1", "::1", "localhost");
  private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*");
  private static final Pattern DNS =
      Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
          + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

  /**
   * Accepts DNS names, with or without a leading {@code *.}, and IP literals.
   *
   * @throws IllegalArgumentException naming the first that is neither
   */
  public SubjectNames {
    Set<String> all = new LinkedHashSet<>();
    ALWAYS.forEach(name -> all.add(canonical(name)));
    names.forEach(name -> all.add(canonical(name.toLowerCase(Locale.ROOT))));
    names = all;
  }

  /** The names that are always present, and {@code more}. */
  public static SubjectNames and(Collection<String> more) {
    return new SubjectNames(new LinkedHashSet<>(more));
  }

  /** Whether a client that asks for any of these names accepts {@code certificate}. */
  boolean coveredBy(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    Set<String> held = new LinkedHashSet<>();
    for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
      if (entry.get(0).equals(DNS_TYPE) || entry.get(0).equals(IP_TYPE)) {
        held.add(canonical(entry.get(1).toString()));
      }
    }
    return held.containsAll(names);
  }

  /** The value of the extension. */
  byte[] encoded() {
    return encoded(names);
  }

  /** The value of the extension for {@code names}, each a DNS name or an IP literal in lower case. */
  static byte[] encoded(Collection<String> names) {
    List<byte[]> entries = new ArrayList<>();
    for (String name : names) {
      entries.add(
          IP.matcher(name).matches()
              ? Der.tagged(IP_TAG, address(name).getAddress())
              : Der.tagged(DNS_TAG, name.getBytes(StandardCharsets.US_ASCII)));
    }
    return Der.sequence(entries.toArray(new byte[0][]));
  }

  private static String canonical(String name) {
    if (IP.matcher(name).matches()) {
      return address(name).getHostAddress();
    }
    if (!DNS.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is neither a host name nor an IP address");
    }
    return name;
  }

  /** Called only with literals, so it never asks a name server. */
  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + literal + "' is not an IP address", e);
    }
  }
}
