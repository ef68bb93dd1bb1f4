package dev.agentledger.saga.credential;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.agentledger.api.credential.ConfirmSecret;
import dev.agentledger.events.Envelope;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.credential.SecretTable.Place;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Erases secrets that no credential names: of requests that came to nothing, and those that were
 * replaced or revoked.
 *
 * <p>Whether one is named is asked of the credential itself, since a reader may be behind.
 */
@Configuration(proxyBeanMethods = false)
class SecretSweep {

  static final Duration GRACE = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(SecretSweep.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 1_000;

  @Bean
  Task<Void> sweepOfSecrets(SecretTable table, SagaCommands commands) {
    return Tasks.recurring("credential-secret-sweep", FixedDelay.of(PAUSE))
        .execute((_, _) -> sweep(table, commands, GRACE));
  }

  /** Erases what nobody names and is older than that; how many secrets that were. */
  static int sweep(SecretTable table, SagaCommands commands, Duration grace) {
    var erased = 0;
    for (var place : table.olderThan(grace, AT_ONCE)) {
      if (!isNamed(place, commands)) {
        table.erase(place);
        erased++;
      }
    }
    if (erased > 0) {
      log.info("{} secrets that no credential names were erased", erased);
    }
    return erased;
  }

  private static boolean isNamed(Place place, SagaCommands commands) {
    var envelope =
        Envelope.of(place.tenant(), Envelope.SYSTEM + "credential-secret-sweep", "internal");
    return commands
        .send(new ConfirmSecret(place.credentialId(), place.secretId()), envelope)
        .isPresent();
  }
}
