package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.run.RunRequested;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeupTest {

  private static final Set<Class<?>> AN_AGENT = Set.of(AgentDrafted.class);
  private static final Set<Class<?>> A_RUN = Set.of(RunRequested.class);
  private static final Set<Class<?>> BOTH = Set.of(RunRequested.class, AgentDrafted.class);

  private final Wakeup ofAgents = new Wakeup(AgentEvent.class::isAssignableFrom);
  private final Wakeup ofAll = new Wakeup(null);

  @Test
  void onlyWhatIsWantedWakes() throws InterruptedException {
    ofAgents.fallAsleep();

    ofAgents.call(A_RUN);
    assertThat(ofAgents.await(0)).isFalse();

    ofAgents.call(BOTH);
    assertThat(ofAgents.await(0)).isTrue();
  }

  @Test
  void whoeverWantsAllIsWokenByAnything() throws InterruptedException {
    ofAll.fallAsleep();

    ofAll.call(A_RUN);

    assertThat(ofAll.await(0)).isTrue();
  }

  @Test
  void whatIsNotKnownMayBeWanted() throws InterruptedException {
    ofAgents.fallAsleep();

    ofAgents.call(null);

    assertThat(ofAgents.await(0)).isTrue();
  }

  @Test
  void whatCameBeforeTheReaderLookedOnceMoreDoesNotWakeIt() throws InterruptedException {
    ofAgents.fallAsleep();
    ofAgents.call(AN_AGENT);

    ofAgents.fallAsleep();

    assertThat(ofAgents.await(0)).isFalse();
  }

  @Test
  void whoeverWasWokenIsWokenAgainOnlyAfterItFoundNothing() throws InterruptedException {
    ofAgents.fallAsleep();
    ofAgents.call(AN_AGENT);
    assertThat(ofAgents.await(0)).isTrue();

    ofAgents.call(AN_AGENT);
    assertThat(ofAgents.await(0)).isFalse();

    ofAgents.fallAsleep();
    ofAgents.call(AN_AGENT);
    assertThat(ofAgents.await(0)).isTrue();
  }

  @Test
  void whoeverWouldRatherBeCalledIsCalledAtOnceAndWheneverItWouldBeWoken() {
    var calls = new AtomicInteger();
    ofAgents.tell(calls::incrementAndGet);
    await().untilAsserted(() -> assertThat(calls).hasValue(1));

    ofAgents.fallAsleep();
    ofAgents.call(A_RUN);
    ofAgents.call(AN_AGENT);

    await().untilAsserted(() -> assertThat(calls).hasValue(2));
  }
}
