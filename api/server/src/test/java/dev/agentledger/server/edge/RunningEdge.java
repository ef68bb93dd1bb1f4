package dev.agentledger.server.edge;

import dev.agentledger.server.AgentLedger;
import dev.agentledger.server.database.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The whole program on a database of its own, one for all tests that ask for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {AgentLedger.class, ProbeEndpoint.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"ledger.admin-key=" + RunningEdge.ADMINISTRATOR, "ledger.examples=false"})
@ContextConfiguration(initializers = RunningEdge.OnADatabase.class)
public @interface RunningEdge {

  /** The administrator's key. */
  String ADMINISTRATOR = "administrator-key-of-the-tests-0123456789";

  /** Gives the program an empty database. */
  final class OnADatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(TestDatabase.fresh().properties()).applyTo(context);
    }
  }
}
