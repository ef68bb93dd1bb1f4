package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** An agent is talked to over a WebSocket. */
class PlaygroundTest extends TalkingLedger {

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

      client.send(
          "{\"type\":\"user_message\",\"content\":\"Again\",\"conversation_id\":\"%s\"}"
              .formatted(conversation));
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

  private void assertRefused(String address, UnaryOperator<WebSocket.Builder> how, int status) {
    assertThatThrownBy(() -> new Client(address, how))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
  }
}
