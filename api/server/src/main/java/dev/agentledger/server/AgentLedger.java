package dev.agentledger.server;

import dev.agentledger.server.database.DatabaseAhead;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The one program: the HTTP edge, and whichever sides of the ledger are on its class path.
 *
 * <p>Components go by their full names, since the sides do not know each other's.
 */
@SpringBootApplication(
    scanBasePackages = "dev.agentledger",
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class AgentLedger {

  static void main(String[] args) {
    // Axon would otherwise report usage to its vendor and advertise its console.
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    var program = new SpringApplication(AgentLedger.class);
    program.addInitializers(new DatabaseAhead());
    program.run(args);
  }
}
