package dev.agentledger.saga.credential;

import dev.agentledger.api.credential.VaultClosed;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.credential.SealedSecrets.TamperedSecret;
import dev.agentledger.saga.credential.SecretTable.Row;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Seals every secret under the present master key when the program starts. */
@Component
class MasterKeyRotation implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MasterKeyRotation.class);
  private static final int AT_ONCE = 200;

  private final SecretTable table;
  private final StoredSecrets secrets;
  private final SealedSecrets seals;
  private volatile @Nullable Thread worker;

  MasterKeyRotation(SecretTable table, StoredSecrets secrets, SealedSecrets seals) {
    this.table = table;
    this.secrets = secrets;
    this.seals = seals;
  }

  /** Seals anew what another key sealed; how many secrets that were. */
  int sealAnew() {
    var failed = new HashSet<String>();
    var sealed = 0;
    while (!Thread.currentThread().isInterrupted()) {
      var rows = table.sealedUnderAnotherKey(seals.currentKey(), AT_ONCE + failed.size());
      var todo = rows.stream().filter(row -> !failed.contains(row.place().secretId())).toList();
      if (todo.isEmpty()) {
        break;
      }
      for (var row : todo) {
        if (sealAnew(row)) {
          sealed++;
        } else {
          failed.add(row.place().secretId());
        }
      }
    }
    if (sealed > 0 || !failed.isEmpty()) {
      log.info(
          "Under the present master key {} secrets were sealed; {} could not be",
          sealed,
          failed.size());
    }
    return sealed;
  }

  private boolean sealAnew(Row row) {
    try {
      return secrets.sealAnew(row);
    } catch (VaultClosed | TamperedSecret failure) {
      log.warn("The secret {} stays as it is: {}", row.place().secretId(), failure.getMessage());
      return false;
    }
  }

  @Override
  public void start() {
    if (seals.isOpen()) {
      worker = Thread.ofVirtual().name("master-key-rotation").start(this::attempt);
    }
  }

  private void attempt() {
    try {
      sealAnew();
    } catch (RuntimeException failure) {
      log.error("Secrets could not be sealed under the present master key", failure);
    }
  }

  @Override
  public void stop() {
    var working = worker;
    if (working != null) {
      working.interrupt();
    }
    worker = null;
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
