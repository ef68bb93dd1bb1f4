package dev.agentledger.server.axon;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.evolution.EventEvolution;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.timeout.UnitOfWorkTimeoutInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** Replaces each Axon default that would quietly weaken a guarantee the platform makes. */
@Configuration(proxyBeanMethods = false)
class AxonWiring {

  private static final Duration LONGEST_BATCH = Duration.ofMinutes(1);

  /** Said in the program's log, again and again. */
  private static final Duration LONG_BATCH = Duration.ofSeconds(20);

  /**
   * Facts, tokens, sagas and projections share one database transaction; Axon 4.13 finds none on
   * Spring Boot 4 and would run without.
   */
  @Bean
  TransactionManager axonTransactions(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  /** Axon's statements run on the connection of Spring's transaction, and on no other. */
  @Bean
  ConnectionProvider axonConnections(DataSource dataSource) {
    return new SpringDataSourceConnectionProvider(dataSource);
  }

  /**
   * Sagas and tokens keep their private state; Jackson would otherwise write sagas without getters
   * as {@code {}}. Modules are named: those on the class path depend on who else brought some.
   */
  @Bean
  @Primary
  Serializer serializer() {
    var json =
        JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .build();
    return JacksonSerializer.builder().objectMapper(json).build();
  }

  /** Facts are stored under their contract names. */
  @Bean
  @Qualifier("eventSerializer") Serializer eventSerializer() {
    return ContractSerializer.create();
  }

  @Bean
  EventUpcaster eventEvolution() {
    return EventEvolution.chain();
  }

  /** Every event says who caused it, for whom and in which chain. */
  @Bean
  CorrelationDataProvider envelopes() {
    return new EnvelopeCorrelation();
  }

  /**
   * A handler that fails holds its processor back and is retried; Axon would log the failure and
   * move on. A batch that hangs is interrupted.
   */
  @Bean
  ConfigurerModule processors() {
    return axon ->
        axon.eventProcessing(
            processing ->
                processing
                    .configureDefaultStreamableMessageSource(parts -> parts.eventStore())
                    .usingPooledStreamingEventProcessors()
                    .registerDefaultHandlerInterceptor((_, processor) -> limitOf(processor))
                    .registerDefaultListenerInvocationErrorHandler(
                        _ -> PropagatingErrorHandler.instance()));
  }

  private static UnitOfWorkTimeoutInterceptor limitOf(String processor) {
    return new UnitOfWorkTimeoutInterceptor(
        "Processor " + processor,
        Math.toIntExact(LONGEST_BATCH.toMillis()),
        Math.toIntExact(LONG_BATCH.toMillis()),
        Math.toIntExact(LONG_BATCH.toMillis()));
  }
}
