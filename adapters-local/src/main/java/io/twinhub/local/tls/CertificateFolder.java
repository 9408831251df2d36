package io.twinhub.local.tls;

import io.twinhub.local.files.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The folder in which the hub keeps its certificates between runs: {@code ca-private.pem} and {@code
 * server-private.pem} with the private keys, readable by their owner only; {@value #AUTHORITY_PUBLIC} and
 * {@value #TRUST_STORE} for clients.
 *
 * <p>A file that cannot be read is never overwritten: clients may trust what it holds.
 */
public final class CertificateFolder {
  /** The authority's certificate, for clients. */
  public static final String AUTHORITY_PUBLIC = "ca.pem";

  /**
   * The authority's certificate as a trust store in the format JKS, for JVM clients. It holds nothing secret,
   * and a store in the format PKCS #12 takes 20,000 rounds of hashing to write.
   */
  public static final String TRUST_STORE = "trust.jks";

  /** What the hub wrote instead before version 1.0. */
  private static final String FORMER_TRUST_STORE = "trust.p12";

  /** The password of {@value #TRUST_STORE}; a store without one reads as empty. It protects nothing. */
  public static final String TRUST_STORE_PASSWORD = "changeit";

  private static final String AUTHORITY = "ca-private.pem";
  private static final String SERVER = "server-private.pem";

  /** How long before its expiry a certificate is renewed. */
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private final Path folder;
  private final SubjectNames names;
  private final URI revocations;
  private final Instant now;

  private CertificateFolder(Path folder, SubjectNames names, URI revocations, Instant now) {
    this.folder = folder;
    this.names = names;
    this.revocations = revocations;
    this.now = now;
  }

  /**
   * Reads the certificates, and creates anew those that are missing, close to expiry, without one of {@code
   * names}, or that name another list of revoked certificates.
   *
   * @param folder created if it does not exist
   * @param revocations where clients find that list
   * @throws CertificateProblem if a file is damaged, or the folder cannot be read or written
   */
  public static ServerCertificate open(
      Path folder, SubjectNames names, URI revocations, Instant now) {
    return new CertificateFolder(folder, names, revocations, now).open();
  }

  private ServerCertificate open() {
    try {
      OwnerOnly.folder(folder);
      KeyAndChain authority = authority();
      publish(authority);
      return ServerCertificate.of(server(authority), authority);
    } catch (IOException e) {
      throw new CertificateProblem(
          folder, "cannot be read or written (" + e + ")", "check the folder's permissions");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make EC certificates", e);
    }
  }

  private KeyAndChain authority() throws IOException, GeneralSecurityException {
    Path file = folder.resolve(AUTHORITY);
    if (Files.exists(file)) {
      KeyAndChain stored = read(file);
      if (!stored.endsWithin(RENEWED_BEFORE_END, now)) {
        return stored;
      }
    }
    KeyAndChain made = new CertificateWriter(now).authority();
    OwnerOnly.write(file, made.pem());
    Files.deleteIfExists(folder.resolve(SERVER));
    Files.deleteIfExists(folder.resolve(AUTHORITY_PUBLIC));
    Files.deleteIfExists(folder.resolve(TRUST_STORE));
    Files.deleteIfExists(folder.resolve(FORMER_TRUST_STORE));
    return made;
  }

  private KeyAndChain server(KeyAndChain authority) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(SERVER);
    if (Files.exists(file)) {
      KeyAndChain stored = read(file);
      requireIssuedBy(authority, stored, file);
      if (!stored.endsWithin(RENEWED_BEFORE_END, now)
          && names.coveredBy(stored.certificate())
          && RevocationList.isNamedBy(stored.certificate(), revocations)) {
        return stored;
      }
    }
    KeyAndChain made = new CertificateWriter(now).server(authority, names, revocations);
    OwnerOnly.write(file, made.pem());
    return made;
  }

  /** Writes copies for clients; they hold no secret, but the folder is closed to other users. */
  private void publish(KeyAndChain authority) throws IOException, GeneralSecurityException {
    String pem = Pem.text(authority.certificate());
    Path copy = folder.resolve(AUTHORITY_PUBLIC);
    if (!Files.exists(copy)) {
      OwnerOnly.write(copy, pem);
    } else if (!Files.readString(copy, StandardCharsets.ISO_8859_1).equals(pem)) {
      throw new CertificateProblem(
          copy,
          "it does not hold the certificate of " + AUTHORITY,
          "delete it, and the hub writes it again");
    }
    Path store = folder.resolve(TRUST_STORE);
    if (!Files.exists(store)) {
      KeyStore trusted = KeyStore.getInstance("JKS");
      trusted.load(null, null);
      trusted.setCertificateEntry("twinhub", authority.certificate());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      trusted.store(bytes, TRUST_STORE_PASSWORD.toCharArray());
      OwnerOnly.write(store, bytes.toByteArray());
    }
  }

  private KeyAndChain read(Path file) throws IOException {
    OwnerOnly.file(file);
    try {
      return KeyAndChain.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  private void requireIssuedBy(KeyAndChain authority, KeyAndChain server, Path file) {
    try {
      server.certificate().verify(authority.certificate().getPublicKey());
      if (!server.chain().equals(List.of(server.certificate(), authority.certificate()))) {
        throw new GeneralSecurityException("its chain does not end at " + AUTHORITY);
      }
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  private static CertificateProblem damaged(Path file, GeneralSecurityException e) {
    String advice = file.endsWith(SERVER)
        ? "restore it, or delete it and the hub makes a new one"
        : "restore it, or delete the whole folder; clients must then trust the new "
            + AUTHORITY_PUBLIC;
    return new CertificateProblem(file, "damaged (" + e.getMessage() + ")", advice);
  }
}
