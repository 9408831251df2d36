package io.twinhub.local.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An authority that vouches for devices, as an owner of devices would have one. */
public final class TestAuthority {
  /** The extended key usage of clients. */
  public static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  private static final String ORGANIZATION = "2.5.4.10";

  private final KeyAndChain authority;
  private final CertificateWriter writer;

  /** An authority that begins to be valid an hour before {@code now}. */
  public TestAuthority(Instant now) {
    this(new CertificateWriter(now));
  }

  private TestAuthority(CertificateWriter writer) {
    this.writer = writer;
    try {
      authority = writer.authority();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestAuthority(CertificateWriter writer, KeyAndChain authority) {
    this.writer = writer;
    this.authority = authority;
  }

  /** What a hub must trust. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  /** A chain for a device: its own certificate, then the authority's. Valid for 825 days. */
  public List<X509Certificate> chainFor(String commonName) {
    return chainFor(commonName, CertificateWriter.SIGNS_HANDSHAKES, CLIENT);
  }

  /** A chain whose first certificate is for {@code purposes}; without any it does not say for which. */
  public List<X509Certificate> chainFor(String commonName, byte keyUsage, String... purposes) {
    List<byte[]> extensions = new ArrayList<>();
    extensions.add(extension(CertificateWriter.KEY_USAGE, Der.bits(0, keyUsage)));
    if (purposes.length > 0) {
      byte[][] oids = Stream.of(purposes).map(Der::oid).toArray(byte[][]::new);
      extensions.add(extension(CertificateWriter.EXTENDED_KEY_USAGE, Der.sequence(oids)));
    }
    return issued(CertificateWriter.name(commonName), extensions).chain();
  }

  /** A chain whose first certificate says nothing of what it is for; its subject has these parts. */
  public List<X509Certificate> chainForParts(List<List<String>> commonNames) {
    byte[][] parts = commonNames.stream()
        .map(part -> Der.set(Der.joined(part.stream()
            .map(name -> Der.sequence(Der.oid(CertificateWriter.COMMON_NAME), Der.utf8(name)))
            .toArray(byte[][]::new))))
        .toArray(byte[][]::new);
    return issued(Der.sequence(parts), List.of()).chain();
  }

  /** A chain whose first certificate names an organization and nothing else. */
  public List<X509Certificate> chainForOrganization(String name) {
    byte[] part = Der.set(Der.sequence(Der.oid(ORGANIZATION), Der.utf8(name)));
    return issued(Der.sequence(part), List.of()).chain();
  }

  /** An authority that this one vouches for, or somebody who claims to be one. */
  public TestAuthority below(boolean vouchedFor) {
    byte[] constraints = vouchedFor ? Der.sequence(Der.yes()) : Der.sequence();
    return new TestAuthority(
        writer,
        issued(
            CertificateWriter.name("below"),
            List.of(
                extension(CertificateWriter.BASIC_CONSTRAINTS, constraints),
                extension(
                    CertificateWriter.KEY_USAGE,
                    Der.bits(1, CertificateWriter.SIGNS_CERTIFICATES)))));
  }

  private KeyAndChain issued(byte[] subject, List<byte[]> extensions) {
    try {
      return writer.issued(authority, subject, extensions);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] extension(String oid, byte[] value) {
    return CertificateWriter.extension(oid, true, value);
  }
}
