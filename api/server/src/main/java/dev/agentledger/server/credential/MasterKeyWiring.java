package dev.agentledger.server.credential;

import dev.agentledger.api.credential.MasterKeys;
import dev.agentledger.server.database.HomeSecrets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the master key comes from: the environment, or a file beside the embedded database, which
 * is made at the first start.
 */
@Configuration(proxyBeanMethods = false)
class MasterKeyWiring {

  private static final Logger log = LoggerFactory.getLogger(MasterKeyWiring.class);
  private static final String FILE = "master-key";
  private static final int BYTES = 32;

  @Bean
  MasterKeys masterKeys(
      HomeSecrets home,
      @Value("${ledger.master-key:}") String given,
      @Value("${ledger.master-key-previous:}") String previous) {
    var keys = new ArrayList<SecretKey>();
    if (given.isBlank()) {
      home.keep(FILE, MasterKeyWiring::made).map(kept -> key(FILE, kept)).ifPresent(keys::add);
    } else {
      keys.add(key("LEDGER_MASTER_KEY", given));
    }
    Stream.of(previous.split(",", -1))
        .filter(text -> !text.isBlank())
        .map(text -> key("LEDGER_MASTER_KEY_PREVIOUS", text))
        .forEach(keys::add);
    if (keys.isEmpty()) {
      log.info("There is no LEDGER_MASTER_KEY, so credentials can neither be stored nor shown");
    }
    return new MasterKeys(keys);
  }

  private static String made() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The message tells where the key stood, and never what stood there. */
  private static SecretKey key(String source, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException _) {
      throw new UnusableMasterKey("A key in %s is not base64".formatted(source));
    }
    if (bytes.length != BYTES) {
      throw new UnusableMasterKey(
          "A key in %s has %d bytes instead of %d".formatted(source, bytes.length, BYTES));
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
