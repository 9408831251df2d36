package io.twinhub.local.frontend.access;

import io.twinhub.domain.identity.SharedKey;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the signatures that tokens must have, and remembers the last ones, since a client sends the same
 * token with each request of an hour. One is found by what it was computed from, never by the signature that a
 * client sent. For one thread.
 */
final class Signatures {
  /** How many each thread remembers, about 400 bytes each: the keys tried for sixteen clients' tokens. */
  static final int REMEMBERED_MAX = 64;

  private static final String HMAC = "HmacSHA256";
  private static final float LOAD = 0.75f;

  /** One for each thread: to look for the provider of a {@code Mac} would take longer than to compute it. */
  private static final ThreadLocal<Signatures> OF_THREAD = ThreadLocal.withInitial(Signatures::new);

  private final Mac mac = newMac();
  private final Map<Signed, byte[]> remembered = new LinkedHashMap<>(16, LOAD, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Signed, byte[]> eldest) {
      return size() > REMEMBERED_MAX;
    }
  };

  /** What a signature is computed from. */
  private record Signed(SharedKey key, String text) {}

  /** Those of the calling thread. */
  static Signatures ofThisThread() {
    return OF_THREAD.get();
  }

  /** The signature of a text with the bytes that the key stands for. */
  byte[] of(SharedKey key, String text) {
    return remembered.computeIfAbsent(new Signed(key, text), signed -> computed(key.bytes(), text));
  }

  /** The signature of a text with the text of the key. */
  byte[] withTextOf(SharedKey key, String text) {
    return computed(key.base64().getBytes(StandardCharsets.UTF_8), text);
  }

  /** How many it remembers. */
  int remembered() {
    return remembered.size();
  }

  private byte[] computed(byte[] key, String text) {
    try {
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a key is not empty", e);
    }
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + HMAC, e);
    }
  }
}
