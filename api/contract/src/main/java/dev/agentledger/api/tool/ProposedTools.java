package dev.agentledger.api.tool;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.events.tool.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenAPI description comes to.
 *
 * @param problem why it cannot be read at all; absent when it can
 * @param skipped operations that become no tool
 * @param credentials that must be stored under these names before the tools can be called
 */
public record ProposedTools(
    @Nullable String problem, List<Proposal> tools, List<Skipped> skipped, List<Slot> credentials) {

  /**
   * A tool that an operation becomes.
   *
   * @param operation method and path
   * @param findings what is to be said about the definition
   */
  public record Proposal(String operation, ToolDefinition definition, List<Finding> findings) {

    public Proposal {
      findings = List.copyOf(findings);
    }

    public boolean usable() {
      return findings.stream().noneMatch(Finding::blocks);
    }
  }

  /** An operation that becomes no tool. */
  public record Skipped(String operation, String reason) {}

  /**
   * A place for a credential.
   *
   * @param name under which it is to be stored
   * @param scheme of the description
   * @param use as it is to be stored, as far as the description says
   */
  public record Slot(String name, String scheme, CredentialKind kind, CredentialUse use) {}

  public ProposedTools {
    tools = List.copyOf(tools);
    skipped = List.copyOf(skipped);
    credentials = List.copyOf(credentials);
  }

  public static ProposedTools unreadable(String problem) {
    return new ProposedTools(problem, List.of(), List.of(), List.of());
  }
}
