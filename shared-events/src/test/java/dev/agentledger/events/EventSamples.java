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
import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunRequested;
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
          new Limits(5_000, null, 32, null),
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
          new ModelSettings("rehearsal/echo", 0.5, 1.0, 256),
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
          new Limits(10_000, 20, 64, "0.25"),
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
          "Promote text-statistics to version 2",
          NEEDS_A_PERSON.reasons(),
          ADA,
          List.of(ADA, BOB),
          APPROVAL_RULE,
          NOON.plus(APPROVAL_RULE.expireAfter()));

  public static final ApprovalGranted APPROVAL_GRANTED =
      new ApprovalGranted(APPROVAL, GRACE, "It only counts");

  public static final ApprovalDenied APPROVAL_DENIED =
      new ApprovalDenied(APPROVAL, GRACE, "It calls out");

  public static final ApprovalDecided APPROVAL_DECIDED =
      new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of(GRACE), "It only counts");

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

  public static final RunRequested RUN_REQUESTED =
      new RunRequested(
          RUN,
          AGENT,
          SLUG,
          REVISED_VERSION.ref(),
          RunMode.PRODUCTION,
          Map.of("text", "one two"),
          Map.of("team", "docs"),
          REVISED_DEFINITION.limits());

  public static final RunCodeInvoked RUN_CODE_INVOKED =
      new RunCodeInvoked(RUN, 1, 2, "worker lost");

  public static final RunCodeReturned RUN_CODE_RETURNED =
      new RunCodeReturned(
          RUN, 1, 2, Map.of("words", 2), List.of(new LogLine("info", "counting")), 17);

  public static final RunCodeFailed RUN_CODE_FAILED =
      new RunCodeFailed(RUN, 1, 2, ERROR, List.of(new LogLine("info", "counting")), 17);

  public static final RunCancelRequested RUN_CANCEL_REQUESTED =
      new RunCancelRequested(RUN, "Not needed any more");

  public static final RunCancelled RUN_CANCELLED = new RunCancelled(RUN);

  public static final RunCompleted RUN_COMPLETED =
      new RunCompleted(RUN, Outcome.FINISH, Map.of("words", 2));

  public static final RunFailed RUN_FAILED = new RunFailed(RUN, ERROR);

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
          APPROVAL_REQUESTED,
          APPROVAL_GRANTED,
          APPROVAL_DENIED,
          APPROVAL_DECIDED,
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
          RUN_CANCEL_REQUESTED,
          RUN_CANCELLED,
          RUN_COMPLETED,
          RUN_FAILED,
          PRICE_BOOK_ADOPTED,
          PRICE_BOOK_AMENDED,
          BUDGET_SET,
          BUDGET_REMOVED,
          BUDGET_RESERVED,
          BUDGET_SETTLED,
          BUDGET_RELEASED,
          BUDGET_ALERTED,
          BUDGET_EXCEEDED);

  private EventSamples() {}
}
