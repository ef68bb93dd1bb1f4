package dev.agentledger.query.conversation;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentledger.api.conversation.ConversationPage;
import dev.agentledger.api.conversation.ConversationStatus;
import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.FindConversation;
import dev.agentledger.api.conversation.FindTurn;
import dev.agentledger.api.conversation.ListConversations;
import dev.agentledger.api.conversation.ListTurns;
import dev.agentledger.api.conversation.TurnPage;
import dev.agentledger.api.conversation.TurnStatus;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationClosed;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationPersonReplied;
import dev.agentledger.events.conversation.ConversationReturnedToAgent;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnFailed;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunError;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConversationsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final AgentId AGENT = AgentId.of(ACME, "support");
  private static final RunError ERROR = new RunError("limit-cost", "no money", null);

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static ConversationOpened opened(ConversationId id, AgentId agent, String channel) {
    return new ConversationOpened(
        id, agent, "support", null, "Help", Map.of("channel", channel), ContextWindow.DEFAULT);
  }

  private static ConversationTurnAccepted accepted(ConversationId id, String turn, String text) {
    return new ConversationTurnAccepted(id, turn, text, id.runOf(turn), "ada");
  }

  private static ConversationTurnAnswered answered(ConversationId id, String turn, String text) {
    return new ConversationTurnAnswered(id, turn, id.runOf(turn), text, Outcome.FINISH);
  }

  private static void publishAt(Instant at, ConversationId id, ConversationEvent... events) {
    side.publishAt(at, ADA, "conversation", id.value(), events);
  }

  private static ConversationView seen(ConversationId id, long version) {
    return side.await(
        new FindConversation(ACME, id),
        ConversationView.class,
        view -> view.streamVersion() == version);
  }

  private static List<TurnView> turns(ConversationId id) {
    return side.ask(new ListTurns(ACME, id, null, 100), TurnPage.class).items();
  }

  @Test
  void aConversationShowsWhoSpeaksNextAndWhatWasSaid() {
    var id = new ConversationId("cnv_said");
    publishAt(
        NOON,
        id,
        opened(id, AGENT, "web"),
        accepted(id, "t1", "odd \0 question"),
        new ConversationTurnQueued(id, "t2", "and then?", "grace"));

    var answering = seen(id, 2);
    assertThat(answering.status()).isEqualTo(ConversationStatus.ANSWERING);
    assertThat(answering.runningTurn()).isEqualTo("t1");
    assertThat(answering.runningRun()).isEqualTo(id.runOf("t1"));
    assertThat(answering.queuedTurns()).containsExactly("t2");
    assertThat(answering.turns()).isEqualTo(2);
    assertThat(answering.openedBy()).isEqualTo("ada");

    publishAt(
        NOON.plusSeconds(3),
        id,
        answered(id, "t1", "odd \0 answer"),
        accepted(id, "t2", null),
        new ConversationContextTrimmed(id, "t2", List.of("t1"), null, null, 90, 40, null),
        new ConversationTurnFailed(id, "t2", id.runOf("t2"), ERROR));

    assertThat(seen(id, 6).status()).isEqualTo(ConversationStatus.IDLE);
    assertThat(seen(id, 6).runningTurn()).isNull();
    assertThat(turns(id))
        .containsExactly(
            new TurnView(
                "t1",
                1,
                TurnStatus.ANSWERED,
                "odd \0 question",
                "ada",
                id.runOf("t1"),
                "odd \0 answer",
                Outcome.FINISH,
                null,
                false,
                NOON,
                NOON.plusSeconds(3)),
            new TurnView(
                "t2",
                2,
                TurnStatus.FAILED,
                "and then?",
                "grace",
                id.runOf("t2"),
                null,
                null,
                ERROR,
                true,
                NOON,
                NOON.plusSeconds(3)));
    assertThat(side.find(new FindTurn(ACME, id, "t2"), TurnView.class))
        .isEqualTo(turns(id).getLast());
    assertThat(side.find(new FindTurn("globex", id, "t2"), TurnView.class)).isNull();
    assertThat(side.find(new FindConversation("globex", id), ConversationView.class)).isNull();
  }

  @Test
  void aPersonsRepliesStandBetweenTheTurns() {
    var id = new ConversationId("cnv_person");
    publishAt(
        NOON,
        id,
        opened(id, AGENT, "web"),
        accepted(id, "t1", "help"),
        new ConversationTurnQueued(id, "t2", "please", "ada"),
        new ConversationTurnInterrupted(id, "t1", id.runOf("t1"), "A person takes over"),
        new ConversationHandedOver(id, null, "angry customer"),
        new ConversationTurnAccepted(id, "t2", null, null, "ada"),
        new ConversationPersonReplied(id, "r1", "I am here", "grace"));

    assertThat(seen(id, 6).status()).isEqualTo(ConversationStatus.HANDED_OVER);
    assertThat(seen(id, 6).handoverReason()).isEqualTo("angry customer");
    assertThat(seen(id, 6).queuedTurns()).isEmpty();
    assertThat(turns(id))
        .extracting(TurnView::turnId, TurnView::status)
        .containsExactly(
            tuple("t1", TurnStatus.INTERRUPTED),
            tuple("t2", TurnStatus.WITH_PERSON),
            tuple("r1", TurnStatus.REPLY));

    publishAt(
        NOON, id, new ConversationReturnedToAgent(id, null), new ConversationClosed(id, null));
    assertThat(seen(id, 8).status()).isEqualTo(ConversationStatus.CLOSED);
  }

  @Test
  void conversationsAreFoundByWhatIsKnownOfThem() {
    var other = AgentId.of(ACME, "sales");
    for (var i = 0; i < 3; i++) {
      var id = new ConversationId("cnv_list_" + i);
      publishAt(NOON.plusSeconds(i), id, opened(id, other, i == 1 ? "mail" : "chat"));
      seen(id, 0);
    }

    var first = list(other, null, Map.of(), null, 2);
    var second = list(other, null, Map.of(), first.next(), 2);

    assertThat(ids(first)).containsExactly("cnv_list_2", "cnv_list_1");
    assertThat(ids(second)).containsExactly("cnv_list_0");
    assertThat(second.next()).isNull();
    assertThat(ids(list(other, null, Map.of("channel", "mail"), null, 9)))
        .containsExactly("cnv_list_1");
    assertThat(ids(list(other, ConversationStatus.CLOSED, Map.of(), null, 9))).isEmpty();
  }

  private static ConversationPage list(
      AgentId agent, ConversationStatus status, Map<String, String> labels, String cursor, int n) {
    return side.ask(
        new ListConversations(ACME, agent, status, "ada", labels, null, null, cursor, n),
        ConversationPage.class);
  }

  private static List<String> ids(ConversationPage page) {
    return page.items().stream().map(view -> view.conversationId().value()).toList();
  }

  @Test
  void whatWasSaidIsReadInPages() {
    var id = new ConversationId("cnv_pages");
    publishAt(NOON, id, opened(id, AGENT, "web"));
    for (var i = 0; i < 5; i++) {
      publishAt(NOON, id, accepted(id, "t" + i, "?"), answered(id, "t" + i, "!"));
    }
    seen(id, 10);

    var first = side.ask(new ListTurns(ACME, id, null, 3), TurnPage.class);
    var second = side.ask(new ListTurns(ACME, id, first.next(), 3), TurnPage.class);

    assertThat(first.items()).extracting(TurnView::turnId).containsExactly("t0", "t1", "t2");
    assertThat(second.items()).extracting(TurnView::turnId).containsExactly("t3", "t4");
    assertThat(second.next()).isNull();
  }

  @Test
  void projectedAgainItIsTheSame() {
    var id = new ConversationId("cnv_again");
    publishAt(NOON, id, opened(id, AGENT, "web"), accepted(id, "t1", "?"), answered(id, "t1", "!"));
    var before = seen(id, 2);
    var saidBefore = turns(id);

    side.projectAnew();

    assertThat(seen(id, 2)).isEqualTo(before);
    assertThat(turns(id)).isEqualTo(saidBefore);
  }
}
