package dev.agentledger.saga;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Keeps deadlines in the database, so that they outlive the program and fire on any node.
 *
 * <p>Whoever declares a {@link Task} bean has it executed by the same scheduler.
 */
@Configuration(proxyBeanMethods = false)
public class DeadlineWiring {

  private static final int THREADS = 4;
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  @Bean
  Task<?> deadlineTask(ObjectProvider<DbSchedulerDeadlineManager> deadlines) {
    return DbSchedulerDeadlineManager.humanReadableTask(deadlines::getObject);
  }

  /** On the caller's transaction, where there is one: a deadline exists if its saga does. */
  @Bean
  Scheduler scheduler(
      DataSource database,
      List<Task<?>> tasks,
      @Value("${ledger.deadlines.polling-interval:1s}") Duration pollingInterval) {
    return Scheduler.create(
            new TransactionAwareDataSourceProxy(database),
            tasks.stream().filter(task -> !(task instanceof RecurringTask)).toList())
        .startTasks(recurring(tasks))
        .serializer(new JacksonSerializer())
        .pollingInterval(pollingInterval)
        .threads(THREADS)
        .shutdownMaxWait(PATIENCE_AT_STOP)
        .build();
  }

  @Bean
  DbSchedulerDeadlineManager deadlineManager(
      Scheduler scheduler,
      org.axonframework.config.Configuration axon,
      Serializer serializer,
      TransactionManager transactions) {
    return DbSchedulerDeadlineManager.builder()
        .scheduler(scheduler)
        .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
        .serializer(serializer)
        .transactionManager(transactions)
        .useBinaryPojo(false)
        .startScheduler(false)
        .stopScheduler(false)
        .build();
  }

  @Bean
  SchedulerLifecycle schedulerLifecycle(Scheduler scheduler) {
    return new SchedulerLifecycle(scheduler);
  }

  @SuppressWarnings("unchecked") // a recurring task is both, which a list cannot say
  private static <T extends Task<?> & OnStartup> List<T> recurring(List<Task<?>> tasks) {
    return tasks.stream().filter(RecurringTask.class::isInstance).map(task -> (T) task).toList();
  }

  /** Starts the scheduler after the event processors and stops it before them. */
  static final class SchedulerLifecycle implements SmartLifecycle {

    private final Scheduler scheduler;

    SchedulerLifecycle(Scheduler scheduler) {
      this.scheduler = scheduler;
    }

    @Override
    public void start() {
      scheduler.start();
    }

    @Override
    public void stop() {
      scheduler.stop();
    }

    @Override
    public boolean isRunning() {
      var state = scheduler.getSchedulerState();
      return state.isStarted() && !state.isShuttingDown();
    }

    @Override
    public int getPhase() {
      return SagaPhases.WORKERS;
    }
  }
}
