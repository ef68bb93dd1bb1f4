package dev.agentledger.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one program: the HTTP edge, and whichever sides of the ledger are on its class path. */
@SpringBootApplication(scanBasePackages = "dev.agentledger")
public class AgentLedger {

  static void main(String[] args) {
    SpringApplication.run(AgentLedger.class, args);
  }
}
