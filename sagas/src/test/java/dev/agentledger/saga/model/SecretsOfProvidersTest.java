package dev.agentledger.saga.model;

import static dev.agentledger.saga.model.Asking.asked;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.agentledger.saga.model.wire.ModelServer;
import dev.agentledger.saga.model.wire.OpenAiWire;
import dev.agentledger.saga.model.wire.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What a provider says of our key reaches neither the log nor the run, however much is logged. */
class SecretsOfProvidersTest {

  private final Logger springAi = (Logger) LoggerFactory.getLogger("org.springframework.ai");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @ParameterizedTest
  @EnumSource
  void aRefusalThatNamesTheKeyStaysUnwritten(Protocol protocol) throws Exception {
    log.start();
    springAi.addAppender(log);
    springAi.setLevel(Level.WARN);
    springAi.setAdditive(false);
    try (var server = new ModelServer()) {
      var models = Asking.models(Asking.provider(protocol, server.url()));
      server.answers(Reply.error(400, OpenAiWire.error("No such key: " + Asking.KEY)));

      var streamed = (ModelOutcome.Failed) asked(models, Asking.hello("p/m"), _ -> {});
      var plain = (ModelOutcome.Failed) asked(models, Asking.hello("p/plain"), _ -> {});

      assertThat(streamed.failure().message()).isEqualTo("p answered 400: No such key: [key]");
      assertThat(plain.failure()).isEqualTo(streamed.failure());
      assertThat(log.list)
          .extracting(SecretsOfProvidersTest::written)
          .noneMatch(text -> text.contains(Asking.KEY));
    } finally {
      springAi.setLevel(Level.OFF);
      springAi.setAdditive(true);
      springAi.detachAppender(log);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRedirectDoesNotTakeTheKeyElsewhere(Protocol protocol) throws Exception {
    try (var server = new ModelServer();
        var elsewhere = new ModelServer()) {
      var models = Asking.models(Asking.provider(protocol, server.url()));
      server.answers(Reply.error(302, "{}", "Location: " + elsewhere.url() + "/taken"));

      var streamed = (ModelOutcome.Failed) asked(models, Asking.hello("p/m"), _ -> {});
      var plain = (ModelOutcome.Failed) asked(models, Asking.hello("p/plain"), _ -> {});

      assertThat(streamed.failure().kind()).isEqualTo("redirected");
      assertThat(plain.failure()).isEqualTo(streamed.failure());
      assertThat(server.received()).hasSize(2);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  private static String written(ILoggingEvent event) {
    var problem = event.getThrowableProxy();
    return event.getFormattedMessage()
        + (problem == null ? "" : ThrowableProxyUtil.asString(problem));
  }
}
