package dev.agentledger.saga.tool.openapi;

import dev.agentledger.api.tool.ProposedTools;
import dev.agentledger.api.tool.ProposedTools.Proposal;
import dev.agentledger.api.tool.ProposedTools.Skipped;
import dev.agentledger.api.tool.ReadOpenApi;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes tools of the operations of one description. */
public final class OpenApiTools {

  private static final int MOST_TOOLS = 300;
  private static final int LONGEST_DESCRIPTION = 4_000;
  private static final List<String> METHODS =
      List.of("get", "head", "put", "post", "delete", "patch");
  private static final List<String> OTHER_METHODS = List.of("options", "trace");

  private final ReadOpenApi order;
  private final Description description;
  private final SecuritySlots slots;
  private final List<Proposal> tools = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private OpenApiTools(ReadOpenApi order, Map<?, ?> root) {
    this.order = order;
    this.description = new Description(root);
    this.slots = new SecuritySlots(description);
  }

  /** The tools, without findings yet. */
  public static ProposedTools of(ReadOpenApi order) {
    if (!(order.document() instanceof Map<?, ?> root)) {
      return ProposedTools.unreadable("The body is not an OpenAPI description, which is an object");
    }
    var version = Description.text(root, "openapi");
    if (!version.startsWith("3.0") && !version.startsWith("3.1")) {
      return ProposedTools.unreadable(
          "\"openapi\" does not say 3.0 or 3.1; convert the description to one of them");
    }
    return new OpenApiTools(order, root).read();
  }

  private ProposedTools read() {
    for (var entry : Description.object(description.root(), "paths").entrySet()) {
      var path = String.valueOf(entry.getKey());
      try {
        var item = description.followed(entry.getValue());
        METHODS.forEach(method -> operation(method, path, item));
        OTHER_METHODS.stream()
            .filter(item::containsKey)
            .forEach(method -> skip(method, path, "A tool does not call this method"));
      } catch (Skip skip) {
        skipped.add(new Skipped(path, skip.getMessage()));
      }
    }
    return new ProposedTools(null, tools, skipped, slots.all());
  }

  private void operation(String method, String path, Map<?, ?> item) {
    if (!item.containsKey(method)) {
      return;
    }
    try {
      if (tools.size() == MOST_TOOLS) {
        throw new Skip("A description becomes at most %d tools".formatted(MOST_TOOLS));
      }
      var operation = description.followed(item.get(method));
      tools.add(new Proposal(named(method, path), tool(method, path, item, operation), List.of()));
    } catch (Skip skip) {
      skip(method, path, skip.getMessage());
    }
  }

  private void skip(String method, String path, String reason) {
    skipped.add(new Skipped(named(method, path), reason));
  }

  private static String named(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + ' ' + path;
  }

  @SuppressWarnings("NullAway") // javac drops what a compact constructor says of its maps
  private ToolDefinition tool(String method, String path, Map<?, ?> item, Map<?, ?> operation) {
    var server = server(item, operation);
    var read = new OperationReader(description).read(method, server, path, item, operation);
    var credential = slots.credentialOf(operation);
    var effect = effectOf(method);
    var name = Names.tool(Description.text(operation, "operationId"), method, path, names);
    names.add(name);
    return new ToolDefinition(
        name,
        told(method, path, operation),
        ToolForm.HTTP,
        read.inputSchema(),
        read.outputSchema(),
        effect,
        ToolDefinition.DEFAULT_TIMEOUT_MILLIS,
        effect == ToolEffect.EFFECTFUL ? 0 : 2,
        null,
        effect == ToolEffect.READ
            ? ToolApproval.of(ToolApproval.Need.NEVER)
            : ToolApproval.of(order.approval()),
        read.http(),
        null,
        credential,
        new Egress(List.of(), order.allowPrivate(), Egress.DEFAULT_RESPONSE_BYTES));
  }

  private static ToolEffect effectOf(String method) {
    return switch (method) {
      case "get", "head" -> ToolEffect.READ;
      case "put", "delete" -> ToolEffect.IDEMPOTENT;
      default -> ToolEffect.EFFECTFUL;
    };
  }

  private static String told(String method, String path, Map<?, ?> operation) {
    var summary = Description.text(operation, "summary").strip();
    var more = Description.text(operation, "description").strip();
    var told =
        summary.isEmpty() || more.startsWith(summary) ? more : (summary + "\n" + more).strip();
    var text = told.isEmpty() ? named(method, path) : told;
    return text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) : text;
  }

  /** The nearest one, unless another was asked for. */
  private String server(Map<?, ?> item, Map<?, ?> operation) {
    var named = order.server();
    if (named == null) {
      for (var holder : List.of(operation, item, description.root())) {
        if (Description.list(holder, "servers").stream().findFirst().orElse(null)
            instanceof Map<?, ?> first) {
          named = withDefaults(first);
          break;
        }
      }
    }
    if (named == null || !isAbsolute(named)) {
      throw new Skip(
          "The description does not say at which http or https address it is; give it as \"server\"");
    }
    return named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
  }

  private static String withDefaults(Map<?, ?> server) {
    var url = Description.text(server, "url");
    for (var variable : Description.object(server, "variables").entrySet()) {
      if (variable.getValue() instanceof Map<?, ?> described) {
        url = url.replace("{" + variable.getKey() + "}", Description.text(described, "default"));
      }
    }
    return url;
  }

  private static boolean isAbsolute(@Nullable String url) {
    try {
      var uri = URI.create(String.valueOf(url));
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
