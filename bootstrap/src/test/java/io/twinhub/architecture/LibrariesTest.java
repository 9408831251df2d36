package io.twinhub.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.twinhub.architecture.Packages.tree;

import io.twinhub.azure.guilty.AdapterThatKnowsAnMqttClient;
import io.twinhub.bootstrap.guilty.HandleThatKnowsEntra;
import io.twinhub.bootstrap.guilty.ToolThatKnowsTheProtocol;
import io.twinhub.local.engine.guilty.EngineThatKnowsDagger;
import io.twinhub.local.engine.guilty.EngineThatKnowsNetty;
import io.twinhub.local.engine.guilty.EngineThatKnowsSql;
import io.twinhub.local.engine.guilty.EngineThatKnowsTheAzureSdk;
import io.twinhub.local.frontend.amqp.guilty.SessionThatKnowsTheAmqpEngine;
import io.twinhub.local.frontend.guilty.FrontEndThatKnowsJackson;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which package may know which library: each has one place, so that it can be replaced there. */
class LibrariesTest {
  private static final Rule DAGGER_STAYS_IN_THE_WIRING = Rule.of(
      "Dagger stays in the wiring",
      noClasses()
          .that()
          .resideOutsideOfPackage(tree(Packages.WIRING))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dagger..", "javax.inject..", "jakarta.inject..")
          .because("ADR-0011: everything else is built with plain constructors"),
      EngineThatKnowsDagger.class);

  private static final Rule NETTY_STAYS_IN_THE_FRONT_ENDS = Rule.of(
      "Netty stays in the front ends",
      noClasses()
          .that()
          .resideOutsideOfPackage(tree(Packages.FRONTEND))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .because("ADR-0014: the network library is a matter of the wires"),
      EngineThatKnowsNetty.class);

  private static final Rule THE_AZURE_SDK_STAYS_IN_ITS_ADAPTER = Rule.of(
      "the Azure SDK stays in its adapter",
      noClasses()
          .that()
          .resideOutsideOfPackages(tree(Packages.AZURE), Packages.MCP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.microsoft.azure..", "com.azure..", "reactor..")
          .because("ADR-0022: its mutable beans end where our types begin"),
      EngineThatKnowsTheAzureSdk.class,
      HandleThatKnowsEntra.class);

  private static final Rule THE_MQTT_CLIENT_STAYS_IN_ITS_PACKAGE = Rule.of(
      "the MQTT client stays in its package",
      noClasses()
          .that()
          .resideOutsideOfPackage(tree(Packages.MQTT_CLIENT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.hivemq..")
          .because("ADR-0024: devices see a port, not a client"),
      AdapterThatKnowsAnMqttClient.class);

  private static final Rule THE_AMQP_ENGINE_STAYS_IN_ITS_PACKAGE = Rule.of(
      "the AMQP engine stays in its packages",
      noClasses()
          .that()
          .resideOutsideOfPackages(tree(Packages.AMQP_ENGINE), tree(Packages.AMQP_CLIENT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.qpid..")
          .because("ADR-0034: what clients may do does not depend on a library in upkeep"),
      SessionThatKnowsTheAmqpEngine.class);

  private static final Rule JACKSON_STAYS_WITH_THE_JSON_TEXT = Rule.of(
      "Jackson stays with the JSON text",
      noClasses()
          .that()
          .resideOutsideOfPackages(tree(Packages.JSON_TEXT), Packages.MCP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..")
          .because("ADR-0047: JSON text has one reader"),
      FrontEndThatKnowsJackson.class);

  private static final Rule SQL_STAYS_IN_THE_JOURNAL = Rule.of(
      "SQL stays in the journal",
      noClasses()
          .that()
          .resideOutsideOfPackage(tree(Packages.JOURNAL))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
          .because("ADR-0009: reads come from memory, and the store can be replaced in one place"),
      EngineThatKnowsSql.class);

  private static final Rule THE_PROTOCOL_OF_AGENTS_STAYS_IN_ITS_PACKAGE = Rule.of(
      "the Model Context Protocol stays in its package",
      noClasses()
          .that()
          .resideOutsideOfPackage(Packages.MCP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.modelcontextprotocol..")
          .because("ADR-0069: tools do not know how they are called"),
      ToolThatKnowsTheProtocol.class);

  @TestFactory
  Stream<DynamicTest> libraries() {
    return Stream.of(
            DAGGER_STAYS_IN_THE_WIRING,
            NETTY_STAYS_IN_THE_FRONT_ENDS,
            THE_AZURE_SDK_STAYS_IN_ITS_ADAPTER,
            THE_MQTT_CLIENT_STAYS_IN_ITS_PACKAGE,
            THE_AMQP_ENGINE_STAYS_IN_ITS_PACKAGE,
            JACKSON_STAYS_WITH_THE_JSON_TEXT,
            THE_PROTOCOL_OF_AGENTS_STAYS_IN_ITS_PACKAGE,
            SQL_STAYS_IN_THE_JOURNAL)
        .flatMap(Rule::tests);
  }
}
