package dev.agentledger.command.agent;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_DEFINITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Fact;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.command.Node;
import dev.agentledger.command.log.PostgresEventLog;
import dev.agentledger.events.Envelope;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a node remembers of an agent is right although other nodes decide about it too. */
class AgentOnManyNodesTest {

  private static final DraftAgent FIRST = new DraftAgent(AGENT, DEFINITION, ADA, false);
  private static final DraftAgent SECOND = new DraftAgent(AGENT, REVISED_DEFINITION, BOB, false);
  private static final ArchiveAgent ARCHIVE = new ArchiveAgent(AGENT, "Not used");
  private static final RestoreAgent RESTORE = new RestoreAgent(AGENT);
  private static final Map<String, ?> DRY_RUN = Map.of(CommandMetadata.DRY_RUN, true);

  private static PostgresEventLog log;

  private Node here;
  private Node elsewhere;

  @BeforeAll
  static void startLog() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stopLog() {
    log.close();
  }

  @BeforeEach
  void start() {
    log.forget();
    here = new Node(log, Agent.class);
    elsewhere = new Node(log, Agent.class);
  }

  @AfterEach
  void stop() {
    here.close();
    elsewhere.close();
  }

  @Nested
  class WhatIsRemembered {

    @Test
    void isNotReadAgain() throws Exception {
      here.send(FIRST);

      assertThat(here.send(SECOND)).isEqualTo(new Recorded(1, 1, List.of()));
      assertThat(here.send(ARCHIVE)).isEqualTo(new Recorded(2, 1, List.of()));

      assertThat(here.log().eventsRead()).isZero();
    }

    @Test
    void outlastsARefusal() throws Exception {
      here.send(FIRST);

      assertThatThrownBy(() -> here.send(RESTORE)).isInstanceOf(CommandRefused.class);
      here.send(SECOND);

      assertThat(here.log().eventsRead()).isZero();
    }

    @Test
    void outlastsADryRunAndIsNotChangedByIt() throws Exception {
      here.send(FIRST);

      var tried = here.send(ARCHIVE, DRY_RUN);

      assertThat(tried.facts()).extracting(Fact::contract).containsExactly("agent.archived");
      assertThat(here.send(SECOND).version()).isEqualTo(1);
      assertThat(here.log().eventsRead()).isZero();
    }

    @Test
    void isNotWhatTheLogDidNotTake() throws Exception {
      here.send(FIRST);
      here.log().failNext(new EventStoreException("The database is away"));

      assertThatThrownBy(() -> here.send(ARCHIVE)).hasMessage("The database is away");

      assertThat(here.send(SECOND)).isEqualTo(new Recorded(1, 1, List.of()));
      assertThat(here.log().eventsRead()).isEqualTo(1);
    }

    @Test
    void isNotWhatAnErrorLeftBehind() throws Exception {
      here.send(FIRST);

      assertThatThrownBy(() -> here.send(new DraftAgent(AGENT, null, BOB, false)))
          .isInstanceOf(NullPointerException.class);

      assertThat(here.send(SECOND)).isEqualTo(new Recorded(1, 1, List.of()));
      assertThat(here.log().eventsRead()).isEqualTo(1);
    }

    @Test
    void opensToItsOwnerOnly() throws Exception {
      here.send(FIRST);

      assertThatThrownBy(() -> here.send(ARCHIVE, Map.of(Envelope.TENANT, "globex")))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("Agent agt_a56b101a8f4821607ecb6054 does not exist");
    }
  }

  @Nested
  class WhatAnotherNodeRecorded {

    @BeforeEach
    void moveOn() throws Exception {
      here.send(FIRST);
    }

    @Test
    void isNotOverwritten() throws Exception {
      elsewhere.send(SECOND);

      assertThat(here.send(ARCHIVE)).isEqualTo(new Recorded(2, 1, List.of()));
    }

    @Test
    void countsForWhoeverNamesItsVersion() throws Exception {
      elsewhere.send(SECOND);

      assertThat(here.send(ARCHIVE, expecting(1))).isEqualTo(new Recorded(2, 1, List.of()));
    }

    @Test
    void isToldToWhoeverNamesTheVersionBefore() throws Exception {
      elsewhere.send(SECOND);

      assertThatThrownBy(() -> here.send(ARCHIVE, expecting(0)))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("The stream is at version 1, not 0")
          .extracting(refused -> ((CommandRefused) refused).reason())
          .isEqualTo(CommandRefused.Reason.VERSION_MISMATCH);
    }

    @Test
    void letsACommandPassThatWouldHaveBeenRefusedBefore() throws Exception {
      elsewhere.send(ARCHIVE);

      assertThat(here.send(RESTORE)).isEqualTo(new Recorded(2, 1, List.of()));
    }

    @Test
    void refusesACommandThatWouldHavePassedBefore() throws Exception {
      elsewhere.send(ARCHIVE);

      assertThatThrownBy(() -> here.send(SECOND))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("Agent agt_a56b101a8f4821607ecb6054 is archived; restore it first");
    }

    @Test
    void makesACommandCountThatHadBeenCarriedOutBefore() throws Exception {
      elsewhere.send(SECOND);

      assertThat(here.send(FIRST)).isEqualTo(new Recorded(2, 1, List.of()));
    }

    @Test
    void countsForADryRun() throws Exception {
      elsewhere.send(ARCHIVE);

      assertThat(here.send(RESTORE, DRY_RUN).facts())
          .extracting(Fact::contract)
          .containsExactly("agent.restored");
    }

    @Test
    void isRememberedOnceItIsKnown() throws Exception {
      elsewhere.send(SECOND);
      here.send(ARCHIVE);
      here.log().eventsRead();

      here.send(RESTORE);

      assertThat(here.log().eventsRead()).isZero();
    }

    private static Map<String, ?> expecting(long version) {
      return Map.of(CommandMetadata.EXPECTED_VERSION, version);
    }
  }

  @Nested
  class AConflict {

    @Test
    void isDecidedOnceMore() throws Exception {
      here.log().failNext(new ConcurrencyException("somebody was faster"));

      assertThat(here.send(FIRST)).isEqualTo(new Recorded(0, 1, List.of()));
      assertThat(here.log().appends()).isEqualTo(2);
    }

    @Test
    void thatStaysIsTold() {
      here.log().failNext(new ConcurrencyException("somebody was faster"));
      here.log().failNext(new ConcurrencyException("and again"));

      assertThatThrownBy(() -> here.send(FIRST))
          .isInstanceOf(ConcurrencyException.class)
          .hasMessage("and again");
      assertThat(here.log().appends()).isEqualTo(2);
    }

    @Test
    void isTheOnlyFailureThatIsRepeated() {
      here.log().failNext(new EventStoreException("The database is away"));

      assertThatThrownBy(() -> here.send(FIRST)).hasMessage("The database is away");
      assertThat(here.log().appends()).isEqualTo(1);
    }
  }

  @Nested
  class AnAnswer {

    @Test
    void tellsThePositionOfTheLastFact() {
      assertThat(positionIn(FIRST, Map.of())).isEqualTo(1L);
      assertThat(positionIn(SECOND, Map.of())).isEqualTo(2L);
    }

    @Test
    void tellsThePositionOfTheDecisionThatCounts() {
      here.log().failNext(new ConcurrencyException("somebody was faster"));

      assertThat(positionIn(FIRST, Map.of())).isEqualTo(1L);
    }

    @Test
    void thatRecordsNothingTellsNone() {
      assertThat(positionIn(FIRST, DRY_RUN)).isNull();
      assertThat(positionIn(RESTORE, Map.of())).isNull();
    }

    private Object positionIn(Object command, Map<String, ?> metadata) {
      return here.answerTo(command, metadata).getMetaData().get(CommandMetadata.POSITION);
    }
  }
}
