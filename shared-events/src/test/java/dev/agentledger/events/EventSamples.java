package dev.agentledger.events;

import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRestored;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.ModelSettings;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.SmokeTest;
import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalDenied;
import dev.agentledger.events.approval.ApprovalEscalated;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalReminded;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReleased;
import dev.agentledger.events.budget.BudgetRemoved;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationClosed;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
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
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialRevoked;
import dev.agentledger.events.credential.CredentialRotated;
import dev.agentledger.events.credential.CredentialStored;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import dev.agentledger.events.policy.PromotionRequirement;
import dev.agentledger.events.price.ModelPrice;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.price.Rates;
import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.ReplayMode;
import dev.agentledger.events.run.ReplayOf;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.events.tool.ToolRegistered;
import dev.agentledger.events.tool.ToolRestored;
import dev.agentledger.events.tool.ToolRetired;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One sample of every event, which together tell one story: Ada drafts an agent, Bob revises it,
 * Grace approves, and it runs.
 */
public final class EventSamples {

  public static final String TENANT = "default";
  public static final String ADA = "ada";
  public static final String BOB = "bob";
  public static final String GRACE = "grace";
  public static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  public static final String SLUG = "text-statistics";
  public static final AgentId AGENT = AgentId.of(TENANT, SLUG);
  public static final String PROMOTION = "pro_1";
  public static final ApprovalId APPROVAL = new ApprovalId("apr_1");
  public static final PolicyId POLICY = PolicyId.ofPromotion(TENANT);
  public static final KeyId KEY = new KeyId("key_1");
  public static final RunId RUN = new RunId("run_1");
  public static final String TOOL_NAME = "create_refund";
  public static final ToolId TOOL = ToolId.of(TENANT, TOOL_NAME);
  public static final String CREDENTIAL_NAME = "payments";
  public static final CredentialId CREDENTIAL = CredentialId.of(TENANT, CREDENTIAL_NAME);

  /** A function agent as a builder would write it. */
  public static final AgentDefinition DEFINITION =
      new AgentDefinition(
          SLUG,
          "Text statistics",
          "Counts the words of a text.",
          AgentKind.FUNCTION,
          List.of("text"),
          List.of("application/json"),
          List.of("application/json"),
          Map.of(
              "type", "object",
              "properties", Map.of("text", Map.of("type", "string")),
              "required", List.of("text")),
          Map.of("type", "object"),
          null,
          null,
          List.of(),
          "module.exports = async (input) => ({words: input.text.split(/\\s+/).length})",
          null,
          List.of(),
          new Limits(5_000, null, 32, null, null, null, null, null),
          Map.of("text", "one two"),
          List.of(new SmokeTest("two words", Map.of("text", "one two"), Map.of("words", 2))));

  /** A definition in which every part is filled, so that the golden file pins each of them. */
  public static final AgentDefinition REVISED_DEFINITION =
      new AgentDefinition(
          SLUG,
          "Text statistics",
          "Counts the words and the lines of a text.",
          AgentKind.FUNCTION,
          List.of("text", "statistics"),
          List.of("application/json", "text/plain"),
          List.of("application/json"),
          Map.of("type", "object"),
          Map.of("type", "object"),
          "You count.",
          new ModelSettings("rehearsal/echo", 0.5, 1.0, 256, List.of(), null),
          List.of("ledger.read"),
          "function handler(input, ctx) { return {words: 2, lines: 1} }",
          new HttpConfiguration(
              "POST",
              "https://example.com/statistics/{{input.language}}",
              Map.of("Accept", "application/json"),
              Map.of("language", "{{input.language}}"),
              "{\"text\": \"{{input.text}}\"}",
              Map.of("words", "/counts/words"),
              Map.of("counts", Map.of("words", 2))),
          List.of("word-counter"),
          new Limits(10_000, 20, 64, "0.25", null, null, null, null),
          "one two",
          List.of(new SmokeTest("two words", "one two", null)));

  public static final AgentVersion VERSION = AgentVersion.of(1, DEFINITION);
  public static final AgentVersion REVISED_VERSION = AgentVersion.of(2, REVISED_DEFINITION);

  public static final ApprovalRule APPROVAL_RULE = PromotionPolicy.DEFAULT.approval();

  public static final PromotionRequirement NEEDS_A_PERSON =
      new PromotionRequirement(
          false, List.of("The code mentions 'fetch', so it may call out"), APPROVAL_RULE);

  public static final PromotionEvidence EVIDENCE =
      new PromotionEvidence(
          List.of(
              new Finding(
                  "/description",
                  "definition.described",
                  Finding.Severity.WARNING,
                  "The description is short",
                  "Say what the agent is for")),
          new DryRun(true, true, Map.of("text", "one two"), Map.of("words", 2), List.of(), 12),
          1);

  public static final ApprovalSubject SUBJECT =
      new ApprovalSubject(
          ApprovalSubject.Kind.AGENT_PROMOTION,
          AGENT.value(),
          PROMOTION,
          SLUG,
          REVISED_VERSION.hash(),
          2);

  public static final RunError ERROR =
      new RunError("thrown", "text is not defined", "at handler (agent.js:1:30)");

  public static final AgentDrafted AGENT_DRAFTED = new AgentDrafted(AGENT, VERSION, ADA);

  public static final AgentRevised AGENT_REVISED = new AgentRevised(AGENT, REVISED_VERSION, BOB);

  public static final AgentPromotionRequested AGENT_PROMOTION_REQUESTED =
      new AgentPromotionRequested(
          AGENT, SLUG, PROMOTION, REVISED_VERSION.ref(), EVIDENCE, NEEDS_A_PERSON, ADA, BOB);

  public static final AgentPromotionApproved AGENT_PROMOTION_APPROVED =
      new AgentPromotionApproved(AGENT, PROMOTION, List.of(GRACE));

  public static final AgentPromotionRejected AGENT_PROMOTION_REJECTED =
      new AgentPromotionRejected(AGENT, PROMOTION, "Too early");

  public static final AgentPromotionWithdrawn AGENT_PROMOTION_WITHDRAWN =
      new AgentPromotionWithdrawn(AGENT, PROMOTION, "Not needed any more");

  public static final AgentActivated AGENT_ACTIVATED =
      new AgentActivated(AGENT, PROMOTION, REVISED_VERSION.ref(), VERSION.ref());

  public static final AgentDemoted AGENT_DEMOTED =
      new AgentDemoted(AGENT, REVISED_VERSION.ref(), "It miscounts");

  public static final AgentArchived AGENT_ARCHIVED = new AgentArchived(AGENT, "Replaced");

  public static final AgentRestored AGENT_RESTORED =
      new AgentRestored(AGENT, REVISED_VERSION.ref());

  public static final ApprovalRequested APPROVAL_REQUESTED =
      new ApprovalRequested(
          APPROVAL,
          SUBJECT,
          null,
          "Promote text-statistics to version 2",
          NEEDS_A_PERSON.reasons(),
          ADA,
          List.of(ADA, BOB),
          APPROVAL_RULE,
          NOON.plus(APPROVAL_RULE.expireAfter()));

  public static final ApprovalGranted APPROVAL_GRANTED =
      new ApprovalGranted(APPROVAL, GRACE, "It only counts", null);

  public static final ApprovalDenied APPROVAL_DENIED =
      new ApprovalDenied(APPROVAL, GRACE, "It calls out");

  public static final ApprovalDecided APPROVAL_DECIDED =
      new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of(GRACE), "It only counts", null);

  public static final ApprovalReminded APPROVAL_REMINDED = new ApprovalReminded(APPROVAL);

  public static final ApprovalEscalated APPROVAL_ESCALATED =
      new ApprovalEscalated(APPROVAL, Role.ADMIN);

  public static final ApprovalExpired APPROVAL_EXPIRED = new ApprovalExpired(APPROVAL);

  public static final ApprovalWithdrawn APPROVAL_WITHDRAWN =
      new ApprovalWithdrawn(APPROVAL, "The agent was archived");

  public static final PromotionPolicyAdopted PROMOTION_POLICY_ADOPTED =
      new PromotionPolicyAdopted(POLICY, 1, PromotionPolicy.DEFAULT);

  public static final PromotionPolicyAmended PROMOTION_POLICY_AMENDED =
      new PromotionPolicyAmended(
          POLICY,
          2,
          new PromotionPolicy(
              List.of(AgentKind.CONTEXT),
              1_000,
              List.of("fetch"),
              new ApprovalRule(
                  2,
                  Role.ADMIN,
                  List.of(BOB, GRACE),
                  Duration.ofHours(4),
                  Duration.ofHours(8),
                  Duration.ofHours(24))),
          "Two pairs of eyes");

  public static final KeyIssued KEY_ISSUED =
      new KeyIssued(
          KEY,
          "Grace's laptop",
          GRACE,
          TENANT,
          List.of(Role.APPROVER, Role.AUDITOR),
          NOON.plus(Duration.ofDays(90)));

  public static final KeyRevoked KEY_REVOKED = new KeyRevoked(KEY);

  public static final RunId PARENT_RUN = new RunId("run_parent");

  public static final PinnedTool PINNED_TOOL =
      new PinnedTool(
          "refund",
          ToolKind.HTTP,
          "tol_1",
          "sha256:" + "cd".repeat(32),
          ToolEffect.EFFECTFUL,
          2_000,
          1,
          OnExpiry.REJECT);

  public static final RunPlan RUN_PLAN =
      new RunPlan(AgentKind.CONTEXT, List.of("rehearsal/rehearsal"), List.of(PINNED_TOOL), 2);

  public static final RunRequested RUN_REQUESTED =
      new RunRequested(
          RUN,
          AGENT,
          SLUG,
          REVISED_VERSION.ref(),
          RUN_PLAN,
          RunMode.PRODUCTION,
          Map.of("text", "one two"),
          Map.of("team", "docs"),
          new Limits(10_000, 20, 64, "0.25", 12, 3_000, 2, "0.10"),
          new RunParent(PARENT_RUN, "call_1_1", 1, List.of(new AgentId("agt_parent"))),
          new ConversationTurn("cnv_1", "turn-1", 4),
          new ReplayOf(PARENT_RUN, ReplayMode.STRICT),
          new ForkOf(PARENT_RUN, 2, "Once more, please", Map.of("call_2_1", Map.of("rows", 3))),
          List.of(Map.of("answer", "Two words")));

  public static final RunCodeInvoked RUN_CODE_INVOKED =
      new RunCodeInvoked(RUN, 1, 2, "worker lost");

  public static final RunCodeReturned RUN_CODE_RETURNED =
      new RunCodeReturned(
          RUN, 1, 2, Map.of("words", 2), List.of(new LogLine("info", "counting")), 17);

  public static final RunCodeFailed RUN_CODE_FAILED =
      new RunCodeFailed(RUN, 1, 2, ERROR, List.of(new LogLine("info", "counting")), 17);

  private static final Map<String, Object> ARGUMENTS = Map.of("order", 7);
  private static final String ARGUMENTS_HASH = CanonicalJson.hashOf(ARGUMENTS);
  private static final CallFailure CALL_FAILURE =
      new CallFailure("rate-limited", "The provider is busy", true, 1_500L);

  public static final RunModelCallRequested RUN_MODEL_CALL_REQUESTED =
      new RunModelCallRequested(
          RUN, 1, 2, "rehearsal/rehearsal", "Answer in JSON", 250, "rate-limited");

  public static final RunModelCallCompleted RUN_MODEL_CALL_COMPLETED =
      new RunModelCallCompleted(
          RUN,
          1,
          2,
          new ModelCall(
              "sha256:" + "ef".repeat(32),
              "rehearsal",
              "rehearsal/rehearsal",
              "rehearsal",
              Map.of("maxOutputTokens", 256),
              Message.assistant(
                  "I refund it", List.of(new ToolCallRequest("call_1_1", "refund", ARGUMENTS))),
              FinishReason.TOOL_CALLS,
              new TokenUsage(120, 14, 100, 20, 6),
              812,
              95L,
              3,
              1_250L));

  public static final RunModelCallFailed RUN_MODEL_CALL_FAILED =
      new RunModelCallFailed(
          RUN,
          1,
          1,
          "rehearsal",
          "rehearsal/rehearsal",
          "sha256:" + "ef".repeat(32),
          CALL_FAILURE,
          90,
          new TokenUsage(120, 0, 0, 0, 0),
          600L);

  public static final RunModelCallDiscarded RUN_MODEL_CALL_DISCARDED =
      new RunModelCallDiscarded(RUN, 1, 1, new TokenUsage(120, 14, 0, 0, 0), 700L);

  public static final RunToolCallIntended RUN_TOOL_CALL_INTENDED =
      new RunToolCallIntended(
          RUN,
          1,
          "call_1_1",
          "refund",
          ARGUMENTS,
          ARGUMENTS_HASH,
          1,
          "run_1:call_1_1",
          0,
          List.of("grace"),
          new RunId("run_child"));

  public static final RunToolCallSucceeded RUN_TOOL_CALL_SUCCEEDED =
      new RunToolCallSucceeded(RUN, "call_1_1", 1, Map.of("refunded", true), 41, 300L);

  public static final RunToolCallFailed RUN_TOOL_CALL_FAILED =
      new RunToolCallFailed(RUN, "call_1_1", 1, CALL_FAILURE, true, 41, 300L);

  public static final RunToolCallOutcomeUnknown RUN_TOOL_CALL_OUTCOME_UNKNOWN =
      new RunToolCallOutcomeUnknown(RUN, "call_1_1", 1, "The connection was cut");

  public static final RunToolCallReconciled RUN_TOOL_CALL_RECONCILED =
      new RunToolCallReconciled(
          RUN, "call_1_1", Resolution.DONE, Map.of("refunded", true), "Seen in the bank", "grace");

  public static final RunToolCallHeld RUN_TOOL_CALL_HELD =
      new RunToolCallHeld(
          RUN,
          1,
          "call_1_1",
          "refund",
          ARGUMENTS,
          ARGUMENTS_HASH,
          "A person approves each call",
          APPROVAL_RULE);

  public static final Amendment AMENDMENT =
      new Amendment(Map.of("order", 8), CanonicalJson.hashOf(Map.of("order", 8)));

  public static final ApprovalSubject CALL_SUBJECT =
      new ApprovalSubject(
          ApprovalSubject.Kind.TOOL_CALL,
          RUN.value(),
          "call_1_1",
          "text-statistics/refund",
          ARGUMENTS_HASH,
          4);

  public static final ProposedCall PROPOSED_CALL =
      new ProposedCall(
          RUN,
          AGENT,
          SLUG,
          "call_1_1",
          "refund",
          ARGUMENTS,
          ToolEffect.EFFECTFUL,
          OnExpiry.REJECT,
          1_250);

  public static final ApprovalRequested CALL_APPROVAL_REQUESTED =
      new ApprovalRequested(
          APPROVAL,
          CALL_SUBJECT,
          PROPOSED_CALL,
          "Let text-statistics call refund",
          List.of("A person approves each call"),
          ADA,
          List.of(ADA),
          APPROVAL_RULE,
          NOON.plus(APPROVAL_RULE.expireAfter()));

  public static final ApprovalGranted CALL_APPROVAL_GRANTED =
      new ApprovalGranted(APPROVAL, GRACE, "The order is number 8", AMENDMENT);

  public static final ApprovalDecided CALL_APPROVAL_DECIDED =
      new ApprovalDecided(
          APPROVAL, Decision.APPROVED, List.of(GRACE), "The order is number 8", AMENDMENT);

  public static final RunToolCallRejected RUN_TOOL_CALL_REJECTED =
      new RunToolCallRejected(RUN, "call_1_1", "Too much", "grace");

  public static final RunToolCallRefused RUN_TOOL_CALL_REFUSED =
      new RunToolCallRefused(
          RUN, 1, "call_1_1", "refund", ARGUMENTS, "The agent has no tool refund");

  public static final RunQuestionAsked RUN_QUESTION_ASKED =
      new RunQuestionAsked(RUN, 1, "call_1_1", "Which account?", List.of("private", "business"));

  public static final RunQuestionAnswered RUN_QUESTION_ANSWERED =
      new RunQuestionAnswered(RUN, "call_1_1", "private", "grace");

  public static final RunSuspended RUN_SUSPENDED =
      new RunSuspended(RUN, SuspensionReason.APPROVAL, "refund waits for approval");

  public static final RunResumed RUN_RESUMED = new RunResumed(RUN, "The provider is back");

  public static final RunDiverged RUN_DIVERGED =
      new RunDiverged(
          RUN,
          2,
          new Divergence(
              "model-request",
              "sha256:" + "ef".repeat(32),
              "sha256:" + "ab".repeat(32),
              "- You count.\n+ You count words.",
              "rehearsal/rehearsal",
              900L));

  public static final RunCancelRequested RUN_CANCEL_REQUESTED =
      new RunCancelRequested(RUN, "Not needed any more");

  public static final RunCancelled RUN_CANCELLED = new RunCancelled(RUN);

  public static final RunCompleted RUN_COMPLETED =
      new RunCompleted(RUN, Outcome.FINISH, Map.of("words", 2));

  public static final RunFailed RUN_FAILED = new RunFailed(RUN, ERROR);

  /** A tool as a builder would write it, with everything else as usual. */
  public static final ToolDefinition TOOL_DEFINITION =
      new ToolDefinition(
          TOOL_NAME,
          "Gives a customer money back.",
          ToolForm.FUNCTION,
          Map.of("type", "object"),
          null,
          ToolEffect.EFFECTFUL,
          ToolDefinition.DEFAULT_TIMEOUT_MILLIS,
          0,
          null,
          ToolApproval.of(ToolApproval.Need.ALWAYS),
          null,
          "module.exports = async (input) => ({refunded: input.cents})",
          null,
          Egress.DEFAULT);

  /** A tool in which every part is filled, so that the golden file pins each of them. */
  public static final ToolDefinition REVISED_TOOL_DEFINITION =
      new ToolDefinition(
          TOOL_NAME,
          "Gives a customer money back, at most what was paid.",
          ToolForm.HTTP,
          Map.of(
              "type", "object",
              "properties", Map.of("cents", Map.of("type", "integer")),
              "required", List.of("cents")),
          Map.of("type", "object"),
          ToolEffect.EFFECTFUL,
          20_000,
          1,
          60,
          new ToolApproval(
              ToolApproval.Need.WHEN,
              "args.cents > 10000",
              OnExpiry.FAIL,
              Duration.ofHours(4),
              Role.OPERATOR,
              2),
          new HttpConfiguration(
              "POST",
              "https://payments.example.com/refunds",
              Map.of("Accept", "application/json"),
              Map.of("trace", "true"),
              "{\"cents\": {{input.cents}}}",
              Map.of("refunded", "/data/cents"),
              Map.of("data", Map.of("cents", 1200))),
          "module.exports = async (input) => ({refunded: input.cents})",
          CREDENTIAL_NAME,
          new Egress(List.of("payments.example.com", "*.payments.example.com"), true, 65_536));

  public static final ToolVersion TOOL_VERSION = ToolVersion.of(1, TOOL_DEFINITION);
  public static final ToolVersion REVISED_TOOL_VERSION = ToolVersion.of(2, REVISED_TOOL_DEFINITION);

  public static final ToolRegistered TOOL_REGISTERED = new ToolRegistered(TOOL, TOOL_VERSION, ADA);

  public static final ToolRevised TOOL_REVISED = new ToolRevised(TOOL, REVISED_TOOL_VERSION, BOB);

  public static final ToolRetired TOOL_RETIRED = new ToolRetired(TOOL, "Replaced");

  public static final ToolRestored TOOL_RESTORED =
      new ToolRestored(TOOL, REVISED_TOOL_VERSION.ref());

  public static final CredentialStored CREDENTIAL_STORED =
      new CredentialStored(
          CREDENTIAL,
          CREDENTIAL_NAME,
          "For refunds",
          CredentialKind.API_KEY,
          new CredentialUse(
              "X-Api-Key",
              null,
              List.of(),
              null,
              List.of(),
              null,
              false,
              Map.of(),
              false,
              List.of()),
          "sec_1");

  public static final CredentialRotated CREDENTIAL_ROTATED =
      new CredentialRotated(
          CREDENTIAL,
          "For refunds of all kinds",
          CredentialKind.OAUTH2_CLIENT_CREDENTIALS,
          new CredentialUse(
              "X-Api-Key",
              "key",
              List.of("X-One", "X-Two"),
              "https://payments.example.com/token",
              List.of("refund"),
              "agent-ledger",
              true,
              Map.of("audience", "payments"),
              true,
              List.of("payments.example.com")),
          "sec_2");

  public static final CredentialRevoked CREDENTIAL_REVOKED =
      new CredentialRevoked(CREDENTIAL, "Leaked");

  public static final PriceBookId PRICE_BOOK = PriceBookId.of(TENANT);

  public static final PriceBookAdopted PRICE_BOOK_ADOPTED =
      new PriceBookAdopted(PRICE_BOOK, 1, PriceBook.DEFAULT, null);

  public static final PriceBookAmended PRICE_BOOK_AMENDED =
      new PriceBookAmended(
          PRICE_BOOK,
          2,
          new PriceBook(
              List.of(
                  new ModelPrice(
                      "anthropic",
                      "claude-*",
                      new Rates(3_000_000, 15_000_000, 300_000L, 3_750_000L, 15_000_000L, 10L)),
                  new ModelPrice(
                      "rehearsal",
                      "echo",
                      new Rates(1_000_000, 2_000_000, null, null, null, null))),
              UnknownPrices.ALLOW),
          "The provider raised its prices");

  public static final BudgetBookId BUDGETS = BudgetBookId.of(TENANT);
  public static final String RESERVATION = "run_1:1:1";
  public static final List<BudgetCharge> AGAINST =
      List.of(new BudgetCharge("all", "2026-01"), new BudgetCharge("statistics", "2026-01-15"));

  public static final BudgetSet BUDGET_SET =
      new BudgetSet(
          BUDGETS,
          new Budget(
              "statistics", BudgetScope.ofAgent(AGENT), BudgetWindow.DAY, 2_500_000, AtCap.SUSPEND),
          "Statistics are no priority");

  public static final BudgetRemoved BUDGET_REMOVED =
      new BudgetRemoved(BUDGETS, "statistics", "Not needed any more");

  public static final BudgetReserved BUDGET_RESERVED =
      new BudgetReserved(BUDGETS, RESERVATION, RUN, AGENT, ADA, 40_000, AGAINST, NOON);

  public static final BudgetSettled BUDGET_SETTLED =
      new BudgetSettled(BUDGETS, RESERVATION, RUN, 40_000, 12_345, false, AGAINST);

  public static final BudgetReleased BUDGET_RELEASED =
      new BudgetReleased(BUDGETS, RESERVATION, RUN, 40_000, AGAINST);

  public static final BudgetAlerted BUDGET_ALERTED =
      new BudgetAlerted(BUDGETS, "statistics", "2026-01-15", 80, 2_000_001, 2_500_000);

  public static final BudgetExceeded BUDGET_EXCEEDED =
      new BudgetExceeded(
          BUDGETS, "statistics", "2026-01-15", RESERVATION, RUN, AGENT, ADA, 40_000, 39_999, NOON);

  public static final ConversationId CONVERSATION = new ConversationId("cnv_1");

  public static final ConversationOpened CONVERSATION_OPENED =
      new ConversationOpened(
          CONVERSATION,
          AGENT,
          SLUG,
          REVISED_VERSION.ref(),
          "Counting",
          Map.of("channel", "web"),
          new ContextWindow(4_000, ContextWindow.Overflow.SUMMARISE));

  public static final ConversationTurnQueued CONVERSATION_TURN_QUEUED =
      new ConversationTurnQueued(CONVERSATION, "turn-2", "And now?", "ada");

  public static final ConversationTurnAccepted CONVERSATION_TURN_ACCEPTED =
      new ConversationTurnAccepted(
          CONVERSATION, "turn-1", "How many words?", CONVERSATION.runOf("turn-1"), "ada");

  public static final ConversationContextTrimmed CONVERSATION_CONTEXT_TRIMMED =
      new ConversationContextTrimmed(
          CONVERSATION,
          "turn-1",
          List.of("turn-0"),
          "Words were counted",
          CONVERSATION.summaryRunBefore("turn-1"),
          4_100,
          900,
          "The summary is short");

  public static final ConversationTurnAnswered CONVERSATION_TURN_ANSWERED =
      new ConversationTurnAnswered(
          CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), "Two words", Outcome.FINISH);

  public static final ConversationTurnFailed CONVERSATION_TURN_FAILED =
      new ConversationTurnFailed(CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), ERROR);

  public static final ConversationTurnInterrupted CONVERSATION_TURN_INTERRUPTED =
      new ConversationTurnInterrupted(
          CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), "Something else came first");

  public static final ConversationHandedOver CONVERSATION_HANDED_OVER =
      new ConversationHandedOver(CONVERSATION, "turn-1", "The customer wants a person");

  public static final ConversationPersonReplied CONVERSATION_PERSON_REPLIED =
      new ConversationPersonReplied(CONVERSATION, "reply-1", "I look into it", "grace");

  public static final ConversationReturnedToAgent CONVERSATION_RETURNED_TO_AGENT =
      new ConversationReturnedToAgent(CONVERSATION, "Settled");

  public static final ConversationClosed CONVERSATION_CLOSED =
      new ConversationClosed(CONVERSATION, "Said and done");

  /** Every one of them. */
  public static final List<DomainEvent> ALL =
      List.of(
          AGENT_DRAFTED,
          AGENT_REVISED,
          AGENT_PROMOTION_REQUESTED,
          AGENT_PROMOTION_APPROVED,
          AGENT_PROMOTION_REJECTED,
          AGENT_PROMOTION_WITHDRAWN,
          AGENT_ACTIVATED,
          AGENT_DEMOTED,
          AGENT_ARCHIVED,
          AGENT_RESTORED,
          CALL_APPROVAL_REQUESTED,
          CALL_APPROVAL_GRANTED,
          APPROVAL_DENIED,
          CALL_APPROVAL_DECIDED,
          APPROVAL_REMINDED,
          APPROVAL_ESCALATED,
          APPROVAL_EXPIRED,
          APPROVAL_WITHDRAWN,
          PROMOTION_POLICY_ADOPTED,
          PROMOTION_POLICY_AMENDED,
          KEY_ISSUED,
          KEY_REVOKED,
          RUN_REQUESTED,
          RUN_CODE_INVOKED,
          RUN_CODE_RETURNED,
          RUN_CODE_FAILED,
          RUN_MODEL_CALL_REQUESTED,
          RUN_MODEL_CALL_COMPLETED,
          RUN_MODEL_CALL_FAILED,
          RUN_MODEL_CALL_DISCARDED,
          RUN_TOOL_CALL_INTENDED,
          RUN_TOOL_CALL_SUCCEEDED,
          RUN_TOOL_CALL_FAILED,
          RUN_TOOL_CALL_OUTCOME_UNKNOWN,
          RUN_TOOL_CALL_RECONCILED,
          RUN_TOOL_CALL_HELD,
          RUN_TOOL_CALL_REJECTED,
          RUN_TOOL_CALL_REFUSED,
          RUN_QUESTION_ASKED,
          RUN_QUESTION_ANSWERED,
          RUN_SUSPENDED,
          RUN_RESUMED,
          RUN_DIVERGED,
          RUN_CANCEL_REQUESTED,
          RUN_CANCELLED,
          RUN_COMPLETED,
          RUN_FAILED,
          TOOL_REGISTERED,
          TOOL_REVISED,
          TOOL_RETIRED,
          TOOL_RESTORED,
          CREDENTIAL_STORED,
          CREDENTIAL_ROTATED,
          CREDENTIAL_REVOKED,
          PRICE_BOOK_ADOPTED,
          PRICE_BOOK_AMENDED,
          BUDGET_SET,
          BUDGET_REMOVED,
          BUDGET_RESERVED,
          BUDGET_SETTLED,
          BUDGET_RELEASED,
          BUDGET_ALERTED,
          BUDGET_EXCEEDED,
          CONVERSATION_OPENED,
          CONVERSATION_TURN_QUEUED,
          CONVERSATION_TURN_ACCEPTED,
          CONVERSATION_CONTEXT_TRIMMED,
          CONVERSATION_TURN_ANSWERED,
          CONVERSATION_TURN_FAILED,
          CONVERSATION_TURN_INTERRUPTED,
          CONVERSATION_HANDED_OVER,
          CONVERSATION_PERSON_REPLIED,
          CONVERSATION_RETURNED_TO_AGENT,
          CONVERSATION_CLOSED);

  private EventSamples() {}
}
