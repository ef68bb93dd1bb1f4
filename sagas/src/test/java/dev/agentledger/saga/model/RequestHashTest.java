package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.TIME;
import static dev.agentledger.saga.model.Asking.WEATHER;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.request;
import static dev.agentledger.saga.model.Asking.scripted;
import static dev.agentledger.saga.model.Asking.with;
import static dev.agentledger.saga.model.Asking.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ToolCallRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hash names what a model is told, nothing else. */
class RequestHashTest {

  private final String hello = RequestHash.of(hello("p/m"));

  /** Recorded runs are found again by it, so that it must never change. */
  @Test
  void itStaysWhatItIs() {
    assertThat(hello)
        .isEqualTo("sha256:9972cd809e4849db450404427366d04676af8f894f286a5349884d79276edb8a");
  }

  @Test
  void itIsTheHashOfAllThatIsToldAsOneObject() {
    var request =
        with(
            request(
                "p/m",
                Message.user("\"Grüß Gott\" \u0001 😀"),
                Message.assistant(
                    null,
                    List.of(new ToolCallRequest("call_1_1", "add", Map.of("b", 2.50, "a", 1)))),
                Message.tool("call_1_1", "")),
            TIME,
            WEATHER);
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("tools", List.of(TIME, WEATHER));
    told.put("messages", request.messages());
    told.put("model", request.model());
    told.put("system", request.system());
    told.put("outputSchema", request.outputSchema());
    told.put("parameters", request.parameters());

    assertThat(RequestHash.of(request)).isEqualTo(CanonicalJson.hashOf(told));
  }

  @Test
  void theOrderOfToolsAndTheCircumstancesOfTheCallDoNotMatter() {
    assertThat(RequestHash.of(with(hello("p/m"), TIME, WEATHER)))
        .isEqualTo(RequestHash.of(with(hello("p/m"), WEATHER, TIME)));
    assertThat(RequestHash.of(within(hello("p/m"), Duration.ofDays(1)))).isEqualTo(hello);
    assertThat(RequestHash.of(scripted(hello("p/m"), 7, List.of()))).isEqualTo(hello);
  }

  @Test
  void whatTheModelIsToldMatters() {
    assertThat(
            List.of(
                hello,
                RequestHash.of(hello("p/other")),
                RequestHash.of(request("p/m", Message.user("Hello!"))),
                RequestHash.of(with(hello("p/m"), TIME)),
                RequestHash.of(with(hello("p/m"), Map.of("type", "string")))))
        .doesNotHaveDuplicates();
  }
}
