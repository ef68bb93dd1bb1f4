package dev.agentledger.command.agent;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.AGENT_DRAFTED;
import static dev.agentledger.events.EventSamples.AGENT_REVISED;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_DEFINITION;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.Fact;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.evolution.ContractSerializer;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds for every command to every aggregate, shown by an agent's. */
class AgentRecordingTest {

  private static final DraftAgent FIRST = new DraftAgent(AGENT, DEFINITION, ADA, false);
  private static final DraftAgent SECOND = new DraftAgent(AGENT, REVISED_DEFINITION, BOB, false);

  private final FixtureConfiguration<Agent> agent = new AggregateTestFixture<>(Agent.class);

  @Nested
  class Recording {

    @Test
    void answersWithTheVersionOfTheStreamAfterwards() {
      agent
          .given(AGENT_DRAFTED)
          .when(SECOND)
          .expectResultMessagePayload(new Recorded(1, 1, List.of()));
    }

    @Test
    void countsTheFirstFactAsVersionZero() {
      agent
          .givenNoPriorActivity()
          .when(FIRST)
          .expectResultMessagePayload(new Recorded(0, 1, List.of()));
    }

    @Test
    void ofNothingAnswersWithTheVersionAsItIs() {
      agent
          .given(AGENT_DRAFTED)
          .when(FIRST)
          .expectResultMessagePayload(new Recorded(0, 0, List.of()))
          .expectNoEvents();
    }
  }

  @Nested
  class ADryRun {

    private static final Map<String, ?> DRY_RUN = Map.of(CommandMetadata.DRY_RUN, true);

    @Test
    void tellsWhatWouldBeRecordedAndRecordsNothing() {
      agent
          .given(AGENT_DRAFTED)
          .when(SECOND, DRY_RUN)
          .expectResultMessagePayload(
              new Recorded(0, 0, List.of(new Fact("agent.revised", 2, jsonOf(AGENT_REVISED)))))
          .expectNoEvents();
    }

    @Test
    void ofAFirstFactBringsNoStreamIntoBeing() {
      agent
          .givenNoPriorActivity()
          .when(FIRST, DRY_RUN)
          .expectResultMessagePayload(
              new Recorded(-1, 0, List.of(new Fact("agent.drafted", 2, jsonOf(AGENT_DRAFTED)))))
          .expectNoEvents();
    }
  }

  @Nested
  class AnExpectedVersion {

    @Test
    void thatIsTheStreamsLetsTheCommandPass() {
      agent
          .given(AGENT_DRAFTED)
          .when(SECOND, Map.of(CommandMetadata.EXPECTED_VERSION, 0L))
          .expectEvents(AGENT_REVISED);
    }

    @Test
    void thatTheStreamHasLeftRefusesTheCommand() {
      agent
          .given(AGENT_DRAFTED, AGENT_REVISED)
          .when(FIRST, Map.of(CommandMetadata.EXPECTED_VERSION, 0L))
          .expectException(refusal(Reason.VERSION_MISMATCH, "The stream is at version 1, not 0"))
          .expectNoEvents();
    }

    @Test
    void ofAStreamWithoutEventsIsMinusOne() {
      agent
          .givenNoPriorActivity()
          .when(FIRST, Map.of(CommandMetadata.EXPECTED_VERSION, 0L))
          .expectException(refusal(Reason.VERSION_MISMATCH, "The stream is at version -1, not 0"))
          .expectNoEvents();
    }
  }

  @Nested
  class AnotherTenant {

    private static final Map<String, ?> OURS = Map.of(Envelope.TENANT, "acme");
    private static final Map<String, ?> THEIRS = Map.of(Envelope.TENANT, "globex");
    private static final ArchiveAgent ARCHIVE = new ArchiveAgent(AGENT, "Not mine");

    @Test
    void changesNothing() {
      agent
          .given(GenericEventMessage.asEventMessage(AGENT_DRAFTED).withMetaData(OURS))
          .when(ARCHIVE, THEIRS)
          .expectException(
              refusal(Reason.NOT_FOUND, "Agent agt_a56b101a8f4821607ecb6054 does not exist"))
          .expectNoEvents();
    }

    @Test
    void learnsNothingFromADryRunOrAVersion() {
      agent
          .given(GenericEventMessage.asEventMessage(AGENT_DRAFTED).withMetaData(OURS))
          .when(
              ARCHIVE,
              Map.of(
                  Envelope.TENANT,
                  "globex",
                  CommandMetadata.DRY_RUN,
                  true,
                  CommandMetadata.EXPECTED_VERSION,
                  7L))
          .expectException(
              refusal(Reason.NOT_FOUND, "Agent agt_a56b101a8f4821607ecb6054 does not exist"))
          .expectNoEvents();
    }

    @Test
    void doesNotHinderTheOwner() {
      agent
          .given(GenericEventMessage.asEventMessage(AGENT_DRAFTED).withMetaData(OURS))
          .when(ARCHIVE, OURS)
          .expectEvents(new AgentArchived(AGENT, "Not mine"));
    }
  }

  private static String jsonOf(DomainEvent fact) {
    return ContractSerializer.create().serialize(fact, String.class).getData();
  }
}
