package dev.agentledger.server.approval;

import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Resource;

/** An approval as a resource of its caller's tenant. */
final class ApprovalResource {

  private ApprovalResource() {}

  /** The approval that an address names. */
  static Resource<ApprovalView> named(Caller caller, String approval) {
    return new Resource<>(
        "approval " + approval,
        new FindApproval(caller.tenant(), idOf(approval)),
        ApprovalView.class,
        ApprovalView::streamVersion);
  }

  static ApprovalId idOf(String approval) {
    if (approval.isBlank()) {
      throw Problem.of(ProblemType.NOT_FOUND, "There is no approval without an id");
    }
    return new ApprovalId(approval);
  }
}
