package dev.agentledger.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.saga.approval.ApprovalDeadlineSaga;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class DeadlinesTest {

  private static final ApprovalId APPROVAL = new ApprovalId("apr_7f3a");

  private final List<Program> programs = new ArrayList<>();
  private HikariDataSource database;

  @BeforeEach
  void createTables() throws Exception {
    database = Database.migrated();
    var transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
    transactions.executeInTransaction(() -> createSagaTables(database));
  }

  @AfterEach
  void stopPrograms() {
    programs.forEach(Program::stop);
    database.close();
  }

  @Test
  void deadlinesFireInTheNextProgramWhenThisOneStops() {
    var first = program();
    first.publish(requestedAt(Instant.now(), Duration.ofSeconds(2)));
    assertThat(scheduled()).isEqualTo(3);
    first.stop();
    assertThat(first.asked).isEmpty();

    var next = program();

    await().atMost(Duration.ofSeconds(60)).until(() -> next.asked.size() == 3);
    assertThat(next.asked.stream().<Object>map(CommandMessage::getPayload))
        .containsExactlyInAnyOrder(
            new RemindApproval(APPROVAL),
            new EscalateApproval(APPROVAL),
            new ExpireApproval(APPROVAL));
    assertThat(next.asked)
        .allSatisfy(
            command -> {
              var envelope = Envelope.from(command.getMetaData());
              assertThat(envelope.tenant()).isEqualTo("acme");
              assertThat(envelope.actor()).isEqualTo("system:approval-deadlines");
              assertThat(envelope.onBehalfOf()).isEqualTo("ada");
            });
    await().until(() -> scheduled() == 0);
  }

  @Test
  void aDecisionInTheNextProgramCancelsTheDeadlinesOfThisOne() {
    var first = program();
    first.publish(requestedAt(Instant.now(), Duration.ofHours(1)));
    first.stop();

    program()
        .publish(new ApprovalDecided(APPROVAL, Decision.APPROVED, List.of("linus"), null, null));

    assertThat(scheduled()).isZero();
  }

  @Test
  void aDeadlineOfAHandlerThatFailedDoesNotExist() {
    var program = program();

    assertThatThrownBy(
            () ->
                program.publish(
                    requestedAt(Instant.now(), Duration.ofHours(1)),
                    unit ->
                        unit.onPrepareCommit(
                            _ -> {
                              throw new IllegalStateException("It failed after all");
                            })))
        .hasMessage("It failed after all");

    assertThat(scheduled()).isZero();
  }

  @Test
  void anotherTaskIsExecutedByTheSameScheduler() {
    var executed = new AtomicInteger();
    var program =
        program(
            Tasks.recurring("count", FixedDelay.of(Duration.ofMillis(100)))
                .execute((_, _) -> executed.incrementAndGet()));

    await().until(() -> executed.get() >= 2);
    program.stop();
  }

  private long scheduled() {
    return JdbcClient.create(database)
        .sql("select count(*) from scheduled_tasks where execution_time is not null")
        .query(Long.class)
        .single();
  }

  private Program program(Task<?>... tasks) {
    var program = new Program(database, tasks);
    programs.add(program);
    return program;
  }

  private static ApprovalRequested requestedAt(Instant at, Duration remindAfter) {
    var rule =
        new ApprovalRule(
            1,
            Role.APPROVER,
            List.of(),
            remindAfter,
            remindAfter.plusMillis(200),
            remindAfter.plusMillis(400));
    return new ApprovalRequested(
        APPROVAL,
        new ApprovalSubject(
            ApprovalSubject.Kind.AGENT_PROMOTION, "agt_1", "prm_7f3a", "billing", "sha256:abc", 4),
        null,
        "Promote version 3 of billing",
        List.of(),
        "ada",
        List.of("ada"),
        rule,
        at.plus(rule.expireAfter()));
  }

  private static void createSagaTables(DataSource database) {
    try {
      sagas(database).createSchema();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static JdbcSagaStore sagas(DataSource database) {
    return JdbcSagaStore.builder()
        .connectionProvider(
            new UnitOfWorkAwareConnectionProviderWrapper(
                new SpringDataSourceConnectionProvider(database)))
        .sqlSchema(new PostgresSagaSqlSchema())
        .serializer(serializer())
        .build();
  }

  private static Serializer serializer() {
    return JacksonSerializer.builder()
        .objectMapper(
            JsonMapper.builder()
                .findAndAddModules()
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .build())
        .build();
  }

  /** A program with the deadline saga and a scheduler; its commands are recorded. */
  private static final class Program {

    private final Queue<CommandMessage<?>> asked = new ConcurrentLinkedQueue<>();
    private final TransactionManager transactions;
    private final Configuration axon;
    private final DeadlineWiring.SchedulerLifecycle scheduler;

    Program(DataSource database, Task<?>... more) {
      transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
      var wiring = new DeadlineWiring();
      var configurer =
          DefaultConfigurer.defaultConfiguration()
              .configureTransactionManager(_ -> transactions)
              .configureEventBus(_ -> SimpleEventBus.builder().build())
              .registerComponent(SagaStore.class, _ -> sagas(database))
              .registerComponent(SagaCommands.class, c -> new SagaCommands(c.commandBus()))
              .registerComponent(
                  Scheduler.class,
                  c ->
                      wiring.scheduler(
                          database,
                          Stream.concat(
                                  Stream.of(wiring.deadlineTask(deadlinesOf(c))), Stream.of(more))
                              .toList(),
                          Duration.ofMillis(100)))
              .registerComponent(
                  DeadlineManager.class,
                  c ->
                      wiring.deadlineManager(
                          c.getComponent(Scheduler.class), c, serializer(), transactions));
      configurer.eventProcessing(
          processing ->
              processing
                  .usingSubscribingEventProcessors()
                  .registerDefaultListenerInvocationErrorHandler(
                      _ -> PropagatingErrorHandler.instance())
                  .registerSaga(ApprovalDeadlineSaga.class));
      axon = configurer.start();
      Stream.of(RemindApproval.class, EscalateApproval.class, ExpireApproval.class)
          .forEach(
              command ->
                  axon.commandBus()
                      .subscribe(
                          command.getName(),
                          message -> {
                            asked.add(message);
                            return null;
                          }));
      scheduler = wiring.schedulerLifecycle(axon.getComponent(Scheduler.class));
      scheduler.start();
    }

    void publish(Object event) {
      publish(event, _ -> {});
    }

    void publish(Object event, Consumer<DefaultUnitOfWork<EventMessage<?>>> beforeCommit) {
      EventMessage<?> message =
          new GenericEventMessage<>(
              event, Envelope.of("acme", "ada", "api-key:key_1").toMetadata());
      var unit = new DefaultUnitOfWork<EventMessage<?>>(message);
      unit.attachTransaction(transactions);
      unit.start();
      var result =
          unit.executeWithResult(
              () -> {
                axon.eventBus().publish(message);
                beforeCommit.accept(unit);
                return null;
              },
              RollbackConfigurationType.ANY_THROWABLE);
      if (result.isExceptional()) {
        throw (RuntimeException) result.exceptionResult();
      }
    }

    void stop() {
      if (scheduler.isRunning()) {
        scheduler.stop();
        axon.shutdown();
      }
    }

    private static ObjectProvider<DbSchedulerDeadlineManager> deadlinesOf(Configuration axon) {
      return new ObjectProvider<>() {
        @Override
        public DbSchedulerDeadlineManager getObject() {
          return (DbSchedulerDeadlineManager) axon.getComponent(DeadlineManager.class);
        }
      };
    }
  }
}
