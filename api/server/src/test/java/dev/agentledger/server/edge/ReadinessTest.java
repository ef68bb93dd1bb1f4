package dev.agentledger.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/** When the program says that it can serve. */
@RunningEdge
class ReadinessTest {

  @Autowired private HealthEndpointGroups groups;

  @Test
  void aProgramWithoutItsDatabaseIsNotReadyButLives() {
    assertThat(Objects.requireNonNull(groups.get("readiness")).isMember("r2dbc")).isTrue();
    assertThat(Objects.requireNonNull(groups.get("liveness")).isMember("r2dbc")).isFalse();
  }
}
