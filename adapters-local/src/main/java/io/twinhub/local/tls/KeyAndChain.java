package io.twinhub.local.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificates that vouch for it. Its {@code toString} never shows the key.
 *
 * @param key the private key
 * @param chain its own certificate first, then its issuer's; at least one
 */
record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {
  private static final byte[] PROBE = {'t', 'w', 'i', 'n'};

  KeyAndChain {
    chain = List.copyOf(chain);
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  boolean endsWithin(Duration span, Instant now) {
    return certificate().getNotAfter().toInstant().isBefore(now.plus(span));
  }

  /** Refuses a key that does not belong to the certificate: a client would only see a failed handshake. */
  void requirePair() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(CertificateWriter.SIGNATURE);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate().getPublicKey());
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("its key does not belong to its certificate");
    }
  }

  String pem() throws GeneralSecurityException {
    StringBuilder text = new StringBuilder(Pem.text(key));
    for (X509Certificate certificate : chain) {
      text.append(Pem.text(certificate));
    }
    return text.toString();
  }

  static KeyAndChain parse(String pem) throws GeneralSecurityException {
    List<X509Certificate> chain = Pem.certificates(pem);
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("it holds no certificate");
    }
    KeyAndChain parsed = new KeyAndChain(Pem.key(pem), chain);
    parsed.requirePair();
    return parsed;
  }

  @Override
  public String toString() {
    return "KeyAndChain[" + certificate().getSubjectX500Principal().getName() + "]";
  }
}
