package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enough people agreed, or one disagreed: the matter is settled.
 *
 * @param amendment what was agreed to in place of what was asked
 */
@EventContract(name = "approval.decided", revision = 2)
public record ApprovalDecided(
    ApprovalId approvalId,
    Decision decision,
    List<String> decidedBy,
    @Nullable String comment,
    @Nullable Amendment amendment)
    implements ApprovalEvent {

  public ApprovalDecided {
    decidedBy = List.copyOf(decidedBy);
  }
}
