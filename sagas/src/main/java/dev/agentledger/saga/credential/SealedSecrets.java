package dev.agentledger.saga.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.api.credential.MasterKeys;
import dev.agentledger.api.credential.VaultClosed;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Seals secrets by AES-256-GCM under the master key. Each is bound to its place, so that what was
 * sealed for one credential cannot be put in the place of another.
 */
@Component
class SealedSecrets {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final byte FORM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int BYTES_OF_KEY_ID = 8;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKey> keys = new LinkedHashMap<>();

  SealedSecrets(MasterKeys master) {
    master.keys().forEach(key -> keys.putIfAbsent(idOf(key), key));
  }

  /**
   * Names the key that seals.
   *
   * @throws VaultClosed when there is none
   */
  String currentKey() {
    return keys.keySet().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new VaultClosed(
                    "There is no master key: set LEDGER_MASTER_KEY to 32 random bytes in base64"));
  }

  boolean isOpen() {
    return !keys.isEmpty();
  }

  /**
   * Seals a text for its place under the current key.
   *
   * @throws VaultClosed when there is no key
   */
  byte[] seal(String place, String text) {
    var keyId = currentKey();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, key(keyId), nonce, place, keyId);
      var sealed = cipher.doFinal(text.getBytes(UTF_8));
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(FORM)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("Every Java platform has " + CIPHER, failure);
    }
  }

  /**
   * Opens what was sealed for this place.
   *
   * @throws VaultClosed when its key is not among the master keys
   * @throws TamperedSecret when it was changed, or sealed for another place
   */
  String open(String place, String keyId, byte[] sealed) {
    try {
      if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
        throw new TamperedSecret();
      }
      var nonce = new byte[NONCE_BYTES];
      ByteBuffer.wrap(sealed, 1, NONCE_BYTES).get(nonce);
      var cipher = cipher(Cipher.DECRYPT_MODE, key(keyId), nonce, place, keyId);
      var from = 1 + NONCE_BYTES;
      return new String(cipher.doFinal(sealed, from, sealed.length - from), UTF_8);
    } catch (AEADBadTagException _) {
      throw new TamperedSecret();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("Every Java platform has " + CIPHER, failure);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place, String keyId)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((place + '\0' + keyId).getBytes(UTF_8));
    return cipher;
  }

  private SecretKey key(String keyId) {
    var key = keys.get(keyId);
    if (key == null) {
      throw new VaultClosed(
          "A secret was sealed under master key %s, which is not at hand: give it in LEDGER_MASTER_KEY_PREVIOUS"
              .formatted(keyId));
    }
    return key;
  }

  /** Tells keys apart without telling anything of them. */
  private static String idOf(SecretKey key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("agent-ledger master key".getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(key.getEncoded()), 0, BYTES_OF_KEY_ID);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }

  /** A secret is not what was sealed. */
  static final class TamperedSecret extends RuntimeException {

    TamperedSecret() {
      super("A secret was changed outside the program, or moved from its place");
    }
  }
}
