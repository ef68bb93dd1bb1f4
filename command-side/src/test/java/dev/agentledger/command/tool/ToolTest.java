package dev.agentledger.command.tool;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.REVISED_TOOL_DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_TOOL_VERSION;
import static dev.agentledger.events.EventSamples.TOOL;
import static dev.agentledger.events.EventSamples.TOOL_DEFINITION;
import static dev.agentledger.events.EventSamples.TOOL_REGISTERED;
import static dev.agentledger.events.EventSamples.TOOL_RESTORED;
import static dev.agentledger.events.EventSamples.TOOL_RETIRED;
import static dev.agentledger.events.EventSamples.TOOL_REVISED;
import static dev.agentledger.events.EventSamples.TOOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.tool.RegisterTool;
import dev.agentledger.api.tool.RestoreTool;
import dev.agentledger.api.tool.RetireTool;
import dev.agentledger.api.tool.ToolCommand;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.tool.ToolState.Absent;
import dev.agentledger.command.tool.ToolState.Edition;
import dev.agentledger.command.tool.ToolState.Registered;
import dev.agentledger.command.tool.ToolState.Retired;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ToolTest {

  private static final ToolDefinition RENAMED =
      new ToolDefinition(
          "another",
          "Another tool.",
          ToolForm.FUNCTION,
          Map.of("type", "object"),
          null,
          ToolEffect.READ,
          1_000,
          0,
          null,
          ToolApproval.of(ToolApproval.Need.NEVER),
          null,
          "module.exports = (input) => input",
          null,
          Egress.DEFAULT);

  private static final List<ToolCommand> COMMANDS =
      List.of(
          new RegisterTool(TOOL, TOOL_DEFINITION, ADA, false),
          new RegisterTool(TOOL, TOOL_DEFINITION, ADA, true),
          new RegisterTool(TOOL, REVISED_TOOL_DEFINITION, BOB, true),
          new RegisterTool(TOOL, RENAMED, BOB, false),
          new RetireTool(TOOL, "Replaced"),
          new RestoreTool(TOOL));

  private final FixtureConfiguration<Tool> tool = new AggregateTestFixture<>(Tool.class);

  @Test
  void everyCommandInEveryState() {
    var states = new LinkedHashMap<String, ToolState>();
    states.put("Absent", new Absent());
    states.put("Registered", new Registered(Edition.of(TOOL_VERSION)));
    states.put("Retired", new Retired(Edition.of(TOOL_VERSION)));

    assertThat(Outcomes.table(states, COMMANDS, ToolDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent     | ToolRegistered | NOT_FOUND   | NOT_FOUND   | ToolRegistered | NOT_FOUND   | NOT_FOUND
            Registered | nothing        | nothing     | ToolRevised | INVALID        | ToolRetired | nothing
            Retired    | WRONG_STATE    | WRONG_STATE | WRONG_STATE | WRONG_STATE    | nothing     | ToolRestored
            """);
  }

  @Nested
  class Registering {

    @Test
    void makesVersionOne() {
      tool.givenNoPriorActivity()
          .when(new RegisterTool(TOOL, TOOL_DEFINITION, ADA, false))
          .expectEvents(TOOL_REGISTERED);
    }

    @Test
    void anotherDefinitionMakesTheNextVersion() {
      tool.given(TOOL_REGISTERED)
          .when(new RegisterTool(TOOL, REVISED_TOOL_DEFINITION, BOB, false))
          .expectEvents(TOOL_REVISED);
    }

    @Test
    void backToAnEarlierDefinitionMakesTheNextVersionToo() {
      tool.given(TOOL_REGISTERED, TOOL_REVISED)
          .when(new RegisterTool(TOOL, TOOL_DEFINITION, ADA, false))
          .expectEvents(new ToolRevised(TOOL, ToolVersion.of(3, TOOL_DEFINITION), ADA));
    }

    @Test
    void underAnotherNameIsRefused() {
      tool.given(TOOL_REGISTERED)
          .when(new RegisterTool(TOOL, RENAMED, BOB, false))
          .expectException(
              refusal(
                  Reason.INVALID,
                  "Tool %s keeps its name: 'create_refund' cannot become 'another'"
                      .formatted(TOOL)))
          .expectNoEvents();
    }

    @Test
    void whatIsRetiredIsRefused() {
      tool.given(TOOL_REGISTERED, TOOL_RETIRED)
          .when(new RegisterTool(TOOL, REVISED_TOOL_DEFINITION, BOB, false))
          .expectException(
              refusal(Reason.WRONG_STATE, "Tool %s is retired; restore it first".formatted(TOOL)))
          .expectNoEvents();
    }
  }

  @Test
  void aRestoredToolHasItsNewestVersion() {
    tool.given(TOOL_REGISTERED, TOOL_REVISED, TOOL_RETIRED)
        .when(new RestoreTool(TOOL))
        .expectEvents(TOOL_RESTORED);
    assertThat(TOOL_RESTORED.version()).isEqualTo(REVISED_TOOL_VERSION.ref());
  }
}
