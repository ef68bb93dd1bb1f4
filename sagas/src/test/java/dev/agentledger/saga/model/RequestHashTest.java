package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.TIME;
import static dev.agentledger.saga.model.Asking.WEATHER;
import static dev.agentledger.saga.model.Asking.hello;
import static dev.agentledger.saga.model.Asking.request;
import static dev.agentledger.saga.model.Asking.scripted;
import static dev.agentledger.saga.model.Asking.with;
import static dev.agentledger.saga.model.Asking.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.run.Message;
import java.time.Duration;
import java.util.List;
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
                RequestHash.of(with(hello("p/m"), java.util.Map.of("type", "string")))))
        .doesNotHaveDuplicates();
  }
}
