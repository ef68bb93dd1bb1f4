package dev.agentledger.saga.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.api.credential.SecretValues;
import dev.agentledger.api.credential.Vault;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.saga.credential.SecretTable.Place;
import dev.agentledger.saga.credential.SecretTable.Row;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The secrets of credentials, in the clear only where they are needed. */
@Component
class StoredSecrets implements Vault {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SecretTable table;
  private final SealedSecrets seals;

  StoredSecrets(SecretTable table, SealedSecrets seals) {
    this.table = table;
    this.seals = seals;
  }

  @Override
  public void keep(
      String tenant, CredentialId credentialId, String secretId, SecretValues secret, long fence) {
    var place = new Place(tenant, credentialId, secretId);
    var values = new TreeMap<String, String>();
    secret.forEach(values::put);
    table.keep(place, seals.currentKey(), seals.seal(place.ofSecret(), written(values)), fence);
  }

  @Override
  public void erase(String tenant, CredentialId credentialId, String secretId) {
    table.erase(new Place(tenant, credentialId, secretId));
  }

  SecretValues open(Row row) {
    return SecretValues.of(read(seals.open(row.place().ofSecret(), row.keyId(), row.sealed())));
  }

  /** What was fetched with the secret; nothing when nothing was. */
  Map<String, String> openToken(Row row) {
    return row.token() == null
        ? Map.of()
        : read(seals.open(row.place().ofToken(), row.keyId(), row.token()));
  }

  /** Keeps what was fetched; false when the row changed meanwhile. */
  boolean keepToken(Row row, Map<String, String> token) {
    var place = row.place();
    var secret = seals.open(place.ofSecret(), row.keyId(), row.sealed());
    return table.replace(
        row,
        seals.currentKey(),
        seals.seal(place.ofSecret(), secret),
        seals.seal(place.ofToken(), written(token)),
        true);
  }

  /** Seals the row under the current key; false when it changed meanwhile. */
  boolean sealAnew(Row row) {
    var place = row.place();
    var secret = seals.open(place.ofSecret(), row.keyId(), row.sealed());
    var token =
        row.token() == null
            ? null
            : seals.seal(place.ofToken(), seals.open(place.ofToken(), row.keyId(), row.token()));
    return table.replace(
        row, seals.currentKey(), seals.seal(place.ofSecret(), secret), token, false);
  }

  private static String written(Map<String, String> values) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(values));
    } catch (JsonProcessingException _) {
      // The cause would quote what it could not write.
      throw new IllegalStateException("A secret cannot be written");
    }
  }

  private static Map<String, String> read(String text) {
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException _) {
      // The cause would quote what it could not read.
      throw new IllegalStateException("A secret cannot be read");
    }
  }
}
