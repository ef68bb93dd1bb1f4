package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** An agent is talked to over a WebSocket. */
class PlaygroundTest extends SpeakingLedger {

  private static final UnaryOperator<WebSocket.Builder> WITH_KEY =
      socket -> socket.header("Authorization", "Bearer " + ADMIN_KEY);

  @Value("${local.server.port}")
  private int port;

  @BeforeEach
  void anAgentTalks() {
    inService(talker("support"));
  }

  private final class Client implements WebSocket.Listener, AutoCloseable {

    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Client(String address, UnaryOperator<WebSocket.Builder> how) {
      socket =
          how.apply(HttpClient.newHttpClient().newWebSocketBuilder())
              .buildAsync(
                  URI.create("ws://127.0.0.1:%d/api/v1/playground/%s".formatted(port, address)),
                  this)
              .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        received.add(json(part.toString()));
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    void send(String message) {
      socket.sendText(message, true).join();
    }

    JsonNode next() throws InterruptedException {
      var message = received.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }

    JsonNode next(String type) throws InterruptedException {
      var message = next();
      assertThat(message.path("type").asText()).as(message.toString()).isEqualTo(type);
      return message;
    }

    List<JsonNode> upTo(String type) throws InterruptedException {
      var messages = new ArrayList<JsonNode>();
      do {
        messages.add(next());
      } while (!messages.getLast().path("type").asText().equals(type));
      return messages;
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  @Test
  void aConversationGoesOn() throws Exception {
    try (var client = new Client("support", WITH_KEY)) {
      assertThat(client.next("agent_loaded").at("/agent/slug").asText()).isEqualTo("support");

      client.send("{\"type\":\"user_message\",\"content\":\"Hello\"}");
      var conversation = client.next("conversation_started").path("conversation_id").asText();
      var messages = client.upTo("message_complete");
      var text = new StringBuilder();
      messages.stream()
          .filter(message -> message.path("type").asText().equals("content_delta"))
          .forEach(message -> text.append(message.path("content").asText()));
      assertThat(text.toString())
          .contains("1 message(s)")
          .isEqualTo(messages.getLast().path("content").asText());

      client.send(continuing(conversation, "Again"));
      assertThat(client.upTo("message_complete").getLast().path("content").asText())
          .contains("3 message(s)");
      get(operator(), CONVERSATIONS + "/" + conversation)
          .expectBody()
          .jsonPath("$.labels.channel")
          .isEqualTo("playground");
    }
  }

  @Test
  void whatIsWrongIsToldAndTheSocketStays() throws Exception {
    try (var client = new Client("support", WITH_KEY)) {
      client.next("agent_loaded");

      client.send("no JSON");
      assertThat(client.next("error").path("code").asText()).isEqualTo("malformed-request");
      client.send("{\"type\":\"dance\"}");
      assertThat(client.next("error").path("message").asText()).contains("user_message and stop");
      client.send("{\"type\":\"stop\"}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("wrong-state");
      client.send("{\"type\":\"user_message\",\"content\":\" \"}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("invalid");
      client.send(
          "{\"type\":\"user_message\",\"content\":\"x\",\"conversation_id\":\"cnv_nowhere\"}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("not-found");
      client.send("{\"type\":\"user_message\",\"content\":\"Hello\"}");
      client.next("conversation_started");
      client.upTo("message_complete");
    }
  }

  @Test
  void aDraftIsTriedBesideTheActiveVersion() throws Exception {
    drafted(talker("in-the-making"));

    try (var client = new Client("in-the-making?version=draft", WITH_KEY)) {
      assertThat(client.next("agent_loaded").at("/agent/version").asInt()).isEqualTo(1);
      client.send("{\"type\":\"user_message\",\"content\":\"Hello\"}");
      client.upTo("message_complete");
    }
    assertRefused("in-the-making", WITH_KEY, 409);
  }

  @Test
  void aBrowserSendsItsKeyAsASubprotocol() throws Exception {
    var key = Base64.getUrlEncoder().withoutPadding().encodeToString(ADMIN_KEY.getBytes(UTF_8));

    try (var client =
        new Client(
            "support", socket -> socket.subprotocols("agent-ledger", "agent-ledger.key." + key))) {
      client.next("agent_loaded");
      assertThat(client.socket.getSubprotocol()).isEqualTo("agent-ledger");
    }
  }

  @Test
  void strangersStayOutside() {
    assertRefused("support", socket -> socket, 401);
    assertRefused("nobody", WITH_KEY, 404);
  }

  @Test
  void pagesOfOthersStayOutside() throws Exception {
    assertRefused("support", from("https://elsewhere.example"), 403);
    assertRefused("support", from("http://127.0.0.1:1"), 403);

    try (var client = new Client("support", from("http://127.0.0.1:" + port))) {
      client.next("agent_loaded");
    }
  }

  private static UnaryOperator<WebSocket.Builder> from(String origin) {
    return socket -> WITH_KEY.apply(socket).header("Origin", origin);
  }

  @Test
  void anAnswerIsStopped() throws Exception {
    inService(speaker("talkative"));
    try (var client = new Client("talkative", WITH_KEY)) {
      client.next("agent_loaded");
      client.send("{\"type\":\"user_message\",\"content\":\"Tell me\"}");
      var conversation = client.next("conversation_started").path("conversation_id").asText();
      var asked = MODEL.asked("talkative").says("It was a dark ");
      assertThat(client.next("content_delta").path("content").asText()).isEqualTo("It was a dark ");
      client.send("{\"type\":\"user_message\",\"content\":\"Well?\"}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("wrong-state");

      client.send("{\"type\":\"stop\"}");

      var stopped = client.next("error");
      assertThat(stopped.path("code").asText()).isEqualTo("stopped");
      reached(stopped.path("run_id").asText(), "cancelled");
      await().atMost(PATIENCE).until(asked::isLeft);
      client.send(continuing(conversation, "Something else"));
      MODEL.asked("talkative").says("Gladly").ends();
      assertThat(client.upTo("message_complete").getLast().path("content").asText())
          .isEqualTo("Gladly");
    }
  }

  @Test
  void aCallWaitsForApproval() throws Exception {
    post(
            builder(),
            "/api/v1/tools",
            Map.of(
                "name", "launch",
                "description", "Launches a rocket.",
                "kind", "function",
                "effect", "effectful",
                "approval", Map.of("need", "always"),
                "inputSchema",
                    Map.of("type", "object", "properties", Map.of("at", Map.of("type", "integer"))),
                "code", "module.exports = ({ at }) => ({ launched: at })"))
        .expectStatus()
        .isCreated();
    inService(speaker("launcher", "launch"));
    try (var client = new Client("launcher", WITH_KEY)) {
      client.next("agent_loaded");
      client.send("{\"type\":\"user_message\",\"content\":\"Launch\"}");
      client.next("conversation_started");
      MODEL.asked("launcher").calls("launch", Map.of("at", 7));

      var waiting = client.next("approval_required");
      assertThat(waiting.at("/tool/name").asText()).isEqualTo("launch");
      assertThat(waiting.at("/tool/arguments/at").asInt()).isEqualTo(7);
      approveCallOf(waiting.path("run_id").asText());

      var begun = client.next("tool_use_start");
      assertThat(begun.at("/tool/call_id")).isEqualTo(waiting.at("/tool/call_id"));
      var done = client.next("tool_use_complete");
      assertThat(done.at("/tool/call_id")).isEqualTo(waiting.at("/tool/call_id"));
      assertThat(done.at("/tool/result/launched").asInt()).isEqualTo(7);
      MODEL.asked("launcher").says("It flies").ends();
      assertThat(client.next("content_delta").path("content").asText()).isEqualTo("It flies");
      assertThat(client.next("message_complete").path("outcome").asText()).isEqualTo("finish");
    }
  }

  private void approveCallOf(String run) {
    var approval =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    bodyOf(get(approver(), "/api/v1/approvals?kind=tool-call&subject=" + run))
                        .path("items")
                        .path(0),
                Predicate.not(JsonNode::isMissingNode));
    post(
            approver(),
            "/api/v1/approvals/%s/approve".formatted(approval.path("approvalId").asText()),
            Map.of())
        .expectStatus()
        .isOk();
  }

  @Test
  void aConversationOutlivesItsSocket() throws Exception {
    inService(speaker("patient-one"));
    String conversation;
    try (var client = new Client("patient-one", WITH_KEY)) {
      client.next("agent_loaded");
      client.send("{\"type\":\"user_message\",\"content\":\"Hello\"}");
      conversation = client.next("conversation_started").path("conversation_id").asText();
      MODEL.asked("patient-one").says("Good day").ends();
      client.upTo("message_complete");
    }

    try (var client = new Client("patient-one", WITH_KEY)) {
      client.next("agent_loaded");
      client.send(continuing(conversation, "Still there?"));
      var asked = MODEL.asked("patient-one");
      assertThat(asked.messages())
          .containsExactly("Be brief.", "Hello", "Good day", "Still there?");
      asked.says("Always").ends();
      assertThat(client.next("content_delta").path("content").asText()).isEqualTo("Always");
      client.next("message_complete");
    }
  }

  private static String continuing(String conversation, String content) {
    return "{\"type\":\"user_message\",\"content\":\"%s\",\"conversation_id\":\"%s\"}"
        .formatted(content, conversation);
  }

  private void assertRefused(String address, UnaryOperator<WebSocket.Builder> how, int status) {
    assertThatThrownBy(() -> new Client(address, how))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
  }
}
