package dev.agentledger.command.approval;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.APPROVAL;
import static dev.agentledger.events.EventSamples.APPROVAL_GRANTED;
import static dev.agentledger.events.EventSamples.APPROVAL_REQUESTED;
import static dev.agentledger.events.EventSamples.APPROVAL_RULE;
import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.approval.ApprovalCommand;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.Voter;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.approval.ApprovalState.Absent;
import dev.agentledger.command.approval.ApprovalState.Approved;
import dev.agentledger.command.approval.ApprovalState.Expired;
import dev.agentledger.command.approval.ApprovalState.Pending;
import dev.agentledger.command.approval.ApprovalState.Rejected;
import dev.agentledger.command.approval.ApprovalState.Withdrawn;
import dev.agentledger.events.key.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle on one page; a new state or command changes the table or fails to compile.
 */
class ApprovalLifecycleTest {

  private static final Voter APPROVER = new Voter(GRACE, Set.of(Role.APPROVER));

  private static final List<ApprovalCommand> COMMANDS =
      List.of(
          new RequestApproval(
              APPROVAL, SUBJECT, null, "Any", List.of(), ADA, List.of(ADA), APPROVAL_RULE, NOON),
          new GrantApproval(APPROVAL, APPROVER, null, null, SUBJECT, NOON),
          new DenyApproval(APPROVAL, APPROVER, "No", SUBJECT, NOON),
          new RemindApproval(APPROVAL),
          new EscalateApproval(APPROVAL),
          new ExpireApproval(APPROVAL),
          new WithdrawApproval(APPROVAL, "Any"));

  @Test
  void everyCommandInEveryState() {
    assertThat(Outcomes.table(states(), COMMANDS, ApprovalDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent             | ApprovalRequested | NOT_FOUND                         | NOT_FOUND                        | NOT_FOUND        | NOT_FOUND         | NOT_FOUND       | NOT_FOUND
            Pending            | nothing           | ApprovalGranted + ApprovalDecided | ApprovalDenied + ApprovalDecided | ApprovalReminded | ApprovalEscalated | ApprovalExpired | ApprovalWithdrawn
            Pending, voted     | nothing           | nothing                           | WRONG_STATE                      | ApprovalReminded | ApprovalEscalated | ApprovalExpired | ApprovalWithdrawn
            Pending, reminded  | nothing           | ApprovalGranted + ApprovalDecided | ApprovalDenied + ApprovalDecided | nothing          | ApprovalEscalated | ApprovalExpired | ApprovalWithdrawn
            Pending, escalated | nothing           | ApprovalGranted + ApprovalDecided | ApprovalDenied + ApprovalDecided | ApprovalReminded | nothing           | ApprovalExpired | ApprovalWithdrawn
            Approved           | nothing           | WRONG_STATE                       | WRONG_STATE                      | nothing          | nothing           | nothing         | nothing
            Rejected           | nothing           | WRONG_STATE                       | WRONG_STATE                      | nothing          | nothing           | nothing         | nothing
            Expired            | nothing           | WRONG_STATE                       | WRONG_STATE                      | nothing          | nothing           | nothing         | nothing
            Withdrawn          | nothing           | WRONG_STATE                       | WRONG_STATE                      | nothing          | nothing           | nothing         | nothing
            """);
  }

  private static Map<String, ApprovalState> states() {
    var pending = (Pending) ApprovalState.evolve(new Absent(), APPROVAL_REQUESTED);
    var states = new LinkedHashMap<String, ApprovalState>();
    states.put("Absent", new Absent());
    states.put("Pending", pending);
    states.put("Pending, voted", ApprovalState.evolve(pending, APPROVAL_GRANTED));
    states.put("Pending, reminded", pending.afterReminder());
    states.put("Pending, escalated", pending.openedTo(Role.ADMIN));
    states.put("Approved", new Approved());
    states.put("Rejected", new Rejected());
    states.put("Expired", new Expired());
    states.put("Withdrawn", new Withdrawn());
    return states;
  }
}
