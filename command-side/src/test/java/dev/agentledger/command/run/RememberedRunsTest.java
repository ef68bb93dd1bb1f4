package dev.agentledger.command.run;

import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.command.Node;
import dev.agentledger.command.log.PostgresEventLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of many runs few are under way, and only those are worth their memory. */
class RememberedRunsTest {

  private final PostgresEventLog log = new PostgresEventLog();
  private Node node;

  @BeforeEach
  void start() {
    node = new Node(log, Run.class);
  }

  @AfterEach
  void stop() {
    node.close();
    log.close();
  }

  @Test
  void aRunIsRememberedUntilItEnds() throws Exception {
    node.send(RunStory.start(RunStory.CODE));
    node.send(new ReinvokeCode(RUN, 1, 1));
    node.send(new RecordCodeReturned(RUN, 1, 2, "done", List.of(), 1));
    assertThat(node.log().eventsRead()).isZero();

    assertThat(node.send(new RecordCodeReturned(RUN, 1, 2, "done", List.of(), 1)).count()).isZero();

    assertThat(node.log().eventsRead()).isPositive();
  }
}
