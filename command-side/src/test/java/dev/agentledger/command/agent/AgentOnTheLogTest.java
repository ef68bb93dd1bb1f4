package dev.agentledger.command.agent;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.SLUG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Fact;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.command.log.PostgresEventLog;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentRevised;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes decide about one agent on one log, and none of them loses what another did. */
class AgentOnTheLogTest {

  private static final int NODES = 3;
  private static final int EDITS_OF_A_NODE = 10;

  private PostgresEventLog log;
  private List<Configuration> nodes;

  @BeforeEach
  void start() {
    log = new PostgresEventLog();
    nodes = IntStream.range(0, NODES).mapToObj(_ -> node()).toList();
  }

  @AfterEach
  void stop() {
    nodes.forEach(Configuration::shutdown);
    log.close();
  }

  @Test
  void everyEditBecomesAVersionOfItsOwn() throws Exception {
    atTheSameTime(node -> edits(node, Map.of()));

    assertThat(definitionsInTheLog())
        .hasSize(NODES * EDITS_OF_A_NODE)
        .doesNotHaveDuplicates()
        .contains("node 0, edit 0", "node 1, edit 5", "node 2, edit 9");
    assertThat(versionsInTheLog())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, NODES * EDITS_OF_A_NODE).boxed().toList());
  }

  @Test
  void ofThoseWhoSawTheSameVersionOneSucceeds() throws Exception {
    send(0, draft("first"), Map.of());

    var outcomes =
        atTheSameTime(
            node -> {
              try {
                send(node, draft("by node " + node), Map.of(CommandMetadata.EXPECTED_VERSION, 0L));
                return List.of("recorded");
              } catch (ConcurrencyException _) {
                return List.of("collided");
              } catch (CommandRefused refused) {
                return List.of(refused.reason().name());
              }
            });

    assertThat(outcomes).hasSize(NODES).containsOnlyOnce("recorded");
    assertThat(outcomes).containsAnyOf("collided", "VERSION_MISMATCH");
    assertThat(definitionsInTheLog()).hasSize(2);
  }

  @Test
  void whatIsRefusedOrOnlyTriedBringsNoStreamIntoBeing() throws Exception {
    var missing = new DraftAgent(AGENT, DEFINITION, ADA, true);

    var tried = send(0, draft("first"), Map.of(CommandMetadata.DRY_RUN, true));

    assertThat(tried.version()).isEqualTo(-1);
    assertThat(tried.facts()).extracting(Fact::contract).containsExactly("agent.drafted");
    assertThatThrownBy(() -> send(0, missing, Map.of()))
        .isInstanceOf(CommandRefused.class)
        .hasMessage("Agent agt_a56b101a8f4821607ecb6054 does not exist");
    assertThat(definitionsInTheLog()).isEmpty();
    assertThat(send(0, draft("first"), Map.of())).isEqualTo(new Recorded(0, 1, List.of()));
    assertThat(send(1, draft("first"), Map.of())).isEqualTo(new Recorded(0, 0, List.of()));
    assertThat(send(1, draft("second"), Map.of())).isEqualTo(new Recorded(1, 1, List.of()));
  }

  private List<String> edits(int node, Map<String, ?> metadata) throws Exception {
    for (var edit = 0; edit < EDITS_OF_A_NODE; edit++) {
      sendUntilItDoesNotCollide(node, draft("node %d, edit %d".formatted(node, edit)), metadata);
    }
    return List.of();
  }

  private void sendUntilItDoesNotCollide(int node, DraftAgent command, Map<String, ?> metadata)
      throws Exception {
    while (true) {
      try {
        send(node, command, metadata);
        return;
      } catch (ConcurrencyException collision) {
        assertThat(collision).hasMessageContaining(" is not at version ");
      }
    }
  }

  private Recorded send(int node, DraftAgent command, Map<String, ?> metadata) throws Exception {
    var all = new HashMap<String, Object>(metadata);
    all.putAll(Envelope.of("default", ADA, "api-key:key_1").toMetadata());
    var answer = new CompletableFuture<Recorded>();
    nodes
        .get(node)
        .commandBus()
        .<DraftAgent, Recorded>dispatch(
            new GenericCommandMessage<>(command, all),
            (_, result) -> {
              if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
              } else {
                answer.complete(result.getPayload());
              }
            });
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private List<String> atTheSameTime(Work work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, NODES)
              .<Callable<List<String>>>mapToObj(node -> () -> work.of(node))
              .toList();
      var results = new ArrayList<String>();
      for (Future<List<String>> result : threads.invokeAll(tasks)) {
        results.addAll(result.get());
      }
      return results;
    }
  }

  /** What one node does. */
  private interface Work {

    List<String> of(int node) throws Exception;
  }

  private Configuration node() {
    return DefaultConfigurer.defaultConfiguration()
        .configureEmbeddedEventStore(_ -> log.engine())
        .configureTransactionManager(_ -> log.transactions())
        .configureCorrelationDataProviders(
            _ ->
                List.of(
                    new SimpleCorrelationDataProvider(
                        Envelope.TENANT, Envelope.ACTOR, Envelope.AUTHENTICATION)))
        .configureAggregate(Agent.class)
        .start();
  }

  private List<String> definitionsInTheLog() {
    return log.engine()
        .readEvents(AGENT.value())
        .asStream()
        .map(EventMessage::getPayload)
        .map(AgentOnTheLogTest::definitionIn)
        .map(AgentDefinition::description)
        .toList();
  }

  private List<Integer> versionsInTheLog() {
    return log.sql()
        .sql(
            """
            select (payload::jsonb -> 'version' ->> 'number')::int
            from event_with_payload order by position
            """)
        .query(Integer.class)
        .list();
  }

  private static AgentDefinition definitionIn(Object fact) {
    return fact instanceof AgentRevised revised
        ? revised.version().definition()
        : ((AgentDrafted) fact).version().definition();
  }

  private static DraftAgent draft(String description) {
    return new DraftAgent(
        AGENT,
        new AgentDefinition(
            SLUG,
            DEFINITION.name(),
            description,
            DEFINITION.kind(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            DEFINITION.code(),
            null,
            List.of(),
            DEFINITION.limits(),
            null,
            List.of()),
        ADA,
        false);
  }
}
