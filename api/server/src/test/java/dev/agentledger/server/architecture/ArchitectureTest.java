package dev.agentledger.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.EventContract;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullMarked;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;

/** What the structure of the code promises. */
@AnalyzeClasses(
    packages = "dev.agentledger",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {

  private static final String[] FRAMEWORKS = {
    "org.axonframework..", "org.springframework..", "java.sql..", "reactor..", "io.r2dbc.."
  };

  @ArchTest
  static final ArchRule sidesMeetInTheContractOnly =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("events")
          .definedBy("dev.agentledger.events..")
          .layer("contract")
          .definedBy("dev.agentledger.api..")
          .layer("command")
          .definedBy("dev.agentledger.command..")
          .layer("query")
          .definedBy("dev.agentledger.query..")
          .layer("saga")
          .definedBy("dev.agentledger.saga..")
          .layer("server")
          .definedBy("dev.agentledger.server..")
          .whereLayer("events")
          .mayNotAccessAnyLayer()
          .whereLayer("contract")
          .mayOnlyAccessLayers("events")
          .whereLayer("command")
          .mayOnlyAccessLayers("contract", "events")
          .whereLayer("query")
          .mayOnlyAccessLayers("contract", "events")
          .whereLayer("saga")
          .mayOnlyAccessLayers("contract", "events")
          .whereLayer("server")
          .mayOnlyAccessLayers("contract", "events")
          .because("each side can then become a process of its own without a change to its code");

  /**
   * {@code query.log} is how audit, runs and agents read the log, {@code query.projection} how all
   * are kept; they are no features.
   */
  @ArchTest
  static final ArchRule featuresTalkThroughMessages =
      slices()
          .matching("dev.agentledger.(command|query).(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("dev.agentledger.query.log.."))
          .ignoreDependency(alwaysTrue(), resideInAPackage("dev.agentledger.query.projection.."))
          .because("a feature reaches another by command, query or event, never by class");

  /** {@code evolution} knows Axon, since it reads and writes what is stored. */
  @ArchTest
  static final ArchRule eventsImportNoFramework =
      noClasses()
          .that()
          .resideInAPackage("dev.agentledger.events..")
          .and()
          .resideOutsideOfPackage("dev.agentledger.events.evolution..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS)
          .because("events outlive frameworks");

  @ArchTest
  static final ArchRule eventsAreRecordsWithAContract =
      classes()
          .that()
          .implement(DomainEvent.class)
          .and()
          .areNotInterfaces()
          .should()
          .beRecords()
          .andShould()
          .beAnnotatedWith(EventContract.class)
          .because("what is stored for ever does not change and has a name of its own");

  @ArchTest
  static final ArchRule decisionsArePure =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Decisions")
          .or()
          .haveSimpleNameEndingWith("State")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.axonframework..",
              "org.springframework..",
              "java.sql..",
              "java.util.concurrent..")
          .because(
              "a decision sees a command and a state; clocks, ids and services are handed to it as"
                  + " values");

  @ArchTest
  static final ArchRule aggregatesAreNobodysBusiness =
      classes()
          .that()
          .areAnnotatedWith(Aggregate.class)
          .should()
          .bePackagePrivate()
          .because("an aggregate is reached by command");

  @ArchTest
  static final ArchRule commandsAreHandledOnTheCommandSide =
      methods()
          .that()
          .areMetaAnnotatedWith(CommandHandler.class)
          .should()
          .beDeclaredInClassesThat()
          .resideInAPackage("dev.agentledger.command..")
          .because("only the command side decides");

  /**
   * The log is read by several features, so its reader is public, as is what all readers and all
   * projections use.
   */
  @ArchTest
  static final ArchRule tablesAreTouchedFromTheirOwnPackage =
      classes()
          .that()
          .resideInAPackage("dev.agentledger.query.*..")
          .and()
          .resideOutsideOfPackages(
              "dev.agentledger.query.log..", "dev.agentledger.query.projection..")
          .and(dependOn(Connection.class, DataSource.class, JdbcClient.class, DatabaseClient.class))
          .should()
          .bePackagePrivate()
          .because("a read model is asked by query");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(resideInANullMarkedPackage())
          .because("null is a value only where a type says so");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service)")
          .because("such names say nothing about what a thing is for");

  /** Axon's and Spring's own hooks are named by them. */
  @ArchTest
  static final ArchRule nothingIsSet =
      noMethods()
          .that()
          .areDeclaredInClassesThat(
              resideInAPackage("dev.agentledger..")
                  .and(not(assignableTo(ServerHttpResponse.class)))
                  .and(not(assignableTo(BlockingStream.class))))
          .should()
          .haveNameMatching("set[A-Z].*")
          .because("values are made whole and do not change");

  @ArchTest
  static final ArchRule clocksAndChanceAreHandedIn =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.agentledger.events..",
              "dev.agentledger.api..",
              "dev.agentledger.command..",
              "dev.agentledger.query..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .because("the same log must always give the same state");

  private static DescribedPredicate<JavaClass> dependOn(Class<?>... types) {
    return DescribedPredicate.describe(
        "depend on a database client",
        candidate ->
            candidate.getDirectDependenciesFromSelf().stream()
                .anyMatch(
                    dependency ->
                        Arrays.stream(types)
                            .anyMatch(dependency.getTargetClass()::isEquivalentTo)));
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package that is @NullMarked") {
      @Override
      public void check(JavaClass candidate, ConditionEvents events) {
        var marked =
            candidate.getPackage().isAnnotatedWith(NullMarked.class)
                || candidate.getSimpleName().equals("package-info");
        events.add(
            new SimpleConditionEvent(
                candidate,
                marked,
                candidate.getPackageName() + " of " + candidate.getName() + " has no @NullMarked"));
      }
    };
  }
}
