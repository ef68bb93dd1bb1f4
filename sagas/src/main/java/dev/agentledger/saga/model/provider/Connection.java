package dev.agentledger.saga.model.provider;

import dev.agentledger.saga.model.ProviderSettings;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** The clients of one provider, made when it is asked for the first time. */
final class Connection {

  /**
   * Virtual threads of all providers: nothing here holds a thread of the machine while it waits.
   */
  private static final ExecutorService THREADS =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("model-call-", 0).factory());

  private static final Scheduler SCHEDULER = Schedulers.fromExecutorService(THREADS, "model-calls");

  /** How Reactor calls the place for errors of a call that nobody waits for any more. */
  private static final String DROPPED = "reactor.onErrorDropped.local";

  private final ProviderSettings settings;
  private final Wire wire;
  private @Nullable Dialect dialect;

  Connection(ProviderSettings settings, Clock clock) {
    this.settings = settings;
    wire = new Wire(settings.headers(), !settings.hasKey(), clock);
  }

  Wire wire() {
    return wire;
  }

  Scheduler scheduler() {
    return SCHEDULER;
  }

  String key() {
    return settings.hasKey() && settings.key() != null ? settings.key().strip() : "";
  }

  synchronized Dialect dialect() {
    if (dialect == null) {
      dialect =
          switch (settings.protocol()) {
            case OPENAI -> new OpenAiDialect(settings, key(), wire, THREADS);
            case ANTHROPIC -> new AnthropicDialect(settings, key(), wire, THREADS);
            case GOOGLE -> new GoogleDialect(settings, key(), wire, THREADS);
          };
    }
    return dialect;
  }

  /** A call that was cut fails once more where nobody listens, which is no news. */
  static Context withoutComplaints(Context context) {
    Consumer<Throwable> silence = _ -> {};
    return context.put(DROPPED, silence);
  }
}
