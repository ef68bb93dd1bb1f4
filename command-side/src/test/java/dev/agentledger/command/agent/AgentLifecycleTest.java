package dev.agentledger.command.agent;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.EVIDENCE;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NEEDS_A_PERSON;
import static dev.agentledger.events.EventSamples.PROMOTION;
import static dev.agentledger.events.EventSamples.REVISED_DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_VERSION;
import static dev.agentledger.events.EventSamples.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.AgentCommand;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DemoteAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.RequestPromotion;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.agent.AgentState.Absent;
import dev.agentledger.command.agent.AgentState.Active;
import dev.agentledger.command.agent.AgentState.Approved;
import dev.agentledger.command.agent.AgentState.Archived;
import dev.agentledger.command.agent.AgentState.Draft;
import dev.agentledger.command.agent.AgentState.Edition;
import dev.agentledger.command.agent.AgentState.PromotionRequested;
import dev.agentledger.command.agent.AgentState.Serving;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle on one page; a new state or command changes the table or fails to compile.
 */
class AgentLifecycleTest {

  private static final Edition NEWEST = Edition.of(REVISED_VERSION, BOB);
  private static final Serving OLDER = new Serving(VERSION.ref(), "pro_0");

  private static final List<AgentCommand> COMMANDS =
      List.of(
          new DraftAgent(AGENT, DEFINITION, ADA, false),
          new DraftAgent(AGENT, REVISED_DEFINITION, BOB, true),
          new RequestPromotion(
              AGENT, PROMOTION, REVISED_VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, ADA),
          new ApprovePromotion(AGENT, PROMOTION, List.of(GRACE)),
          new RejectPromotion(AGENT, PROMOTION, "Too early"),
          new WithdrawPromotion(AGENT, PROMOTION, "Too early"),
          new ActivateAgent(AGENT, PROMOTION),
          new DemoteAgent(AGENT, null),
          new ArchiveAgent(AGENT, null),
          new RestoreAgent(AGENT));

  @Test
  void everyCommandInEveryState() {
    assertThat(Outcomes.table(states(), COMMANDS, AgentDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent                  | AgentDrafted | NOT_FOUND   | NOT_FOUND               | NOT_FOUND              | NOT_FOUND              | NOT_FOUND               | NOT_FOUND      | NOT_FOUND    | NOT_FOUND     | NOT_FOUND
            Draft                   | AgentRevised | nothing     | AgentPromotionRequested | WRONG_STATE            | WRONG_STATE            | WRONG_STATE             | WRONG_STATE    | WRONG_STATE  | AgentArchived | WRONG_STATE
            Draft beside active     | AgentRevised | nothing     | AgentPromotionRequested | WRONG_STATE            | WRONG_STATE            | WRONG_STATE             | WRONG_STATE    | AgentDemoted | AgentArchived | WRONG_STATE
            Requested               | AgentRevised | nothing     | nothing                 | AgentPromotionApproved | AgentPromotionRejected | AgentPromotionWithdrawn | WRONG_STATE    | WRONG_STATE  | AgentArchived | WRONG_STATE
            Requested beside active | AgentRevised | nothing     | nothing                 | AgentPromotionApproved | AgentPromotionRejected | AgentPromotionWithdrawn | WRONG_STATE    | AgentDemoted | AgentArchived | WRONG_STATE
            Another requested       | AgentRevised | nothing     | WRONG_STATE             | STALE                  | STALE                  | STALE                   | STALE          | WRONG_STATE  | AgentArchived | WRONG_STATE
            Approved                | AgentRevised | nothing     | nothing                 | nothing                | WRONG_STATE            | WRONG_STATE             | AgentActivated | WRONG_STATE  | AgentArchived | WRONG_STATE
            Approved beside active  | AgentRevised | nothing     | nothing                 | nothing                | WRONG_STATE            | WRONG_STATE             | AgentActivated | AgentDemoted | AgentArchived | WRONG_STATE
            Active                  | AgentRevised | nothing     | nothing                 | nothing                | WRONG_STATE            | WRONG_STATE             | nothing        | AgentDemoted | AgentArchived | WRONG_STATE
            Active by another       | AgentRevised | nothing     | WRONG_STATE             | WRONG_STATE            | WRONG_STATE            | WRONG_STATE             | WRONG_STATE    | AgentDemoted | AgentArchived | WRONG_STATE
            Archived                | WRONG_STATE  | WRONG_STATE | WRONG_STATE             | WRONG_STATE            | WRONG_STATE            | WRONG_STATE             | WRONG_STATE    | WRONG_STATE  | nothing       | AgentRestored
            """);
  }

  private static Map<String, AgentState> states() {
    var states = new LinkedHashMap<String, AgentState>();
    states.put("Absent", new Absent());
    states.put("Draft", new Draft(NEWEST, null));
    states.put("Draft beside active", new Draft(NEWEST, OLDER));
    states.put("Requested", new PromotionRequested(NEWEST, PROMOTION, ADA, false, null));
    states.put(
        "Requested beside active", new PromotionRequested(NEWEST, PROMOTION, ADA, false, OLDER));
    states.put("Another requested", new PromotionRequested(NEWEST, "pro_2", ADA, false, null));
    states.put("Approved", new Approved(NEWEST, PROMOTION, null));
    states.put("Approved beside active", new Approved(NEWEST, PROMOTION, OLDER));
    states.put("Active", new Active(NEWEST, PROMOTION));
    states.put("Active by another", new Active(NEWEST, "pro_2"));
    states.put("Archived", new Archived(NEWEST));
    return states;
  }
}
