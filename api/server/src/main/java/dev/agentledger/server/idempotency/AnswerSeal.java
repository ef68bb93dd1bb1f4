package dev.agentledger.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Closes an answer so that only the caller who sent the request can open it: an answer may hold a
 * secret, and the database must not.
 *
 * <p>The key comes from the caller's credentials and the idempotency key; neither is stored.
 */
final class AnswerSeal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;
  private final byte[] context;

  private AnswerSeal(SecretKey key, byte[] context) {
    this.key = key;
    this.context = context;
  }

  /**
   * @param context without which, unchanged, the answer does not open
   */
  static AnswerSeal of(String credentials, String idempotencyKey, byte[] context) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(credentials.getBytes(UTF_8))
              .addSalt("agent-ledger idempotent answer".getBytes(UTF_8))
              .thenExpand(idempotencyKey.getBytes(UTF_8), KEY_BYTES);
      return new AnswerSeal(KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters), context);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java 25 has HKDF-SHA256", impossible);
    }
  }

  byte[] close(byte[] open) {
    var nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      var closed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(open);
      return ByteBuffer.allocate(NONCE_BYTES + closed.length).put(nonce).put(closed).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("The answer cannot be encrypted", impossible);
    }
  }

  /**
   * @throws IllegalStateException when the answer was closed by another caller or has been changed
   */
  byte[] open(byte[] closed) {
    var nonce = new byte[NONCE_BYTES];
    var rest = ByteBuffer.wrap(closed).get(nonce);
    var text = new byte[rest.remaining()];
    rest.get(text);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(text);
    } catch (GeneralSecurityException foreign) {
      throw new IllegalStateException("The stored answer does not belong to the caller", foreign);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }
}
