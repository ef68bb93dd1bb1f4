package dev.agentledger.api.credential;

import java.util.List;
import javax.crypto.SecretKey;

/**
 * The keys under which secrets are encrypted.
 *
 * @param keys the first encrypts; all of them decrypt. None when the installation has none
 */
public record MasterKeys(List<SecretKey> keys) {

  public MasterKeys {
    keys = List.copyOf(keys);
  }

  @Override
  public String toString() {
    return "MasterKeys of " + keys.size();
  }
}
