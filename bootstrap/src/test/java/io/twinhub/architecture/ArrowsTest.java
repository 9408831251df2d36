package io.twinhub.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.twinhub.architecture.Packages.tree;

import io.twinhub.application.guilty.ServiceThatKnowsAnAdapter;
import io.twinhub.application.port.in.guilty.InPortThatKnowsAnOutPort;
import io.twinhub.application.port.out.guilty.OutPortThatKnowsAnInPort;
import io.twinhub.azure.guilty.AdapterThatKnowsTheLocalHub;
import io.twinhub.domain.guilty.TwinThatKnowsALibrary;
import io.twinhub.guilty.left.Left;
import io.twinhub.guilty.right.Right;
import io.twinhub.local.engine.guilty.EngineThatKnowsAFrontEnd;
import io.twinhub.local.engine.query.guilty.QueryThatKnowsTheHub;
import io.twinhub.local.frontend.guilty.FrontEndThatKnowsTheEngine;
import io.twinhub.local.guilty.AdapterThatKnowsAzure;
import io.twinhub.local.guilty.AdapterThatKnowsTheProcess;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which package may know which. */
class ArrowsTest {
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify..";
  private static final String JSON_PARSER = "com.fasterxml.jackson.core..";

  private static final Rule THE_DOMAIN_DEPENDS_ON_NOTHING = Rule.of(
      "the domain depends on the JDK and JSpecify only",
      classes()
          .that()
          .resideInAPackage(tree(Packages.DOMAIN))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(JAVA, JSPECIFY, tree(Packages.DOMAIN))
          .because("ADR-0002: the rules of a twin outlive every library"),
      TwinThatKnowsALibrary.class);

  private static final Rule THE_APPLICATION_DEPENDS_ON_THE_DOMAIN = Rule.of(
      "the application depends on the domain and the JSON parser only",
      classes()
          .that()
          .resideInAPackage(tree(Packages.APPLICATION))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              JAVA, JSPECIFY, JSON_PARSER, tree(Packages.DOMAIN), tree(Packages.APPLICATION))
          .because("ADR-0002: arrows point inward; ADR-0047: all outer modules share one reader"),
      ServiceThatKnowsAnAdapter.class);

  private static final Rule IN_PORTS_DO_NOT_KNOW_OUT_PORTS = Rule.of(
      "in ports do not know out ports",
      noClasses()
          .that()
          .resideInAPackage(tree(Packages.PORT_IN))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.PORT_OUT))
          .because("ADR-0002: who asks a hub need not know how a hub answers"),
      InPortThatKnowsAnOutPort.class);

  private static final Rule OUT_PORTS_DO_NOT_KNOW_IN_PORTS = Rule.of(
      "out ports do not know in ports",
      noClasses()
          .that()
          .resideInAPackage(tree(Packages.PORT_OUT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.PORT_IN))
          .because("ADR-0002: a hub answers whoever asks"),
      OutPortThatKnowsAnInPort.class);

  private static final Rule ONLY_THE_BOOTSTRAP_KNOWS_AZURE = Rule.of(
      "only the bootstrap knows the Azure adapter",
      noClasses()
          .that()
          .resideOutsideOfPackages(tree(Packages.AZURE), tree(Packages.BOOTSTRAP))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.AZURE))
          .because("ADR-0002: adapters are exchanged in one place"),
      AdapterThatKnowsAzure.class,
      ServiceThatKnowsAnAdapter.class);

  private static final Rule ONLY_THE_BOOTSTRAP_KNOWS_THE_LOCAL_HUB = Rule.of(
      "only the bootstrap knows the local adapter",
      noClasses()
          .that()
          .resideOutsideOfPackages(tree(Packages.LOCAL), tree(Packages.BOOTSTRAP))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.LOCAL))
          .because("ADR-0002: adapters are exchanged in one place"),
      AdapterThatKnowsTheLocalHub.class);

  private static final Rule NO_MODULE_KNOWS_THE_BOOTSTRAP = Rule.of(
      "no other module knows the bootstrap",
      noClasses()
          .that()
          .resideInAnyPackage(
              tree(Packages.DOMAIN),
              tree(Packages.APPLICATION),
              tree(Packages.AZURE),
              tree(Packages.LOCAL))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.BOOTSTRAP))
          .because("ADR-0002: arrows point inward"),
      AdapterThatKnowsTheProcess.class);

  private static final Rule FRONT_ENDS_DO_NOT_KNOW_THE_ENGINE = Rule.of(
      "front ends do not know the engine",
      noClasses()
          .that()
          .resideInAPackage(tree(Packages.FRONTEND))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.ENGINE))
          .because("ADR-0002: wire and engine meet only in the application's ports"),
      FrontEndThatKnowsTheEngine.class);

  private static final Rule THE_ENGINE_DOES_NOT_KNOW_FRONT_ENDS = Rule.of(
      "the engine does not know front ends",
      noClasses()
          .that()
          .resideInAPackage(tree(Packages.ENGINE))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(tree(Packages.FRONTEND))
          .because("ADR-0002: wire and engine meet only in the application's ports"),
      EngineThatKnowsAFrontEnd.class);

  private static final Rule THE_QUERY_LANGUAGE_STANDS_ALONE = Rule.of(
      "the query language stands alone",
      classes()
          .that()
          .resideInAPackage(tree(Packages.QUERY_LANGUAGE))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      JAVA,
                      JSPECIFY,
                      tree(Packages.QUERY_LANGUAGE),
                      Packages.DOMAIN_DOCUMENT,
                      Packages.DOMAIN_JSON,
                      Packages.DOMAIN_QUERY,
                      Packages.DOMAIN_IDENTITY,
                      Packages.DOMAIN_ERROR)
                  .or(nameMatching(Packages.QUERY_ENGINE.replace(".", "\\.") + "(\\$.*)?"))
                  .or(nameMatching(Packages.QUERY_EXPLANATIONS.replace(".", "\\.") + "(\\$.*)?"))
                  .as(
                      "belong to the language, its request, documents, JSON, ids, errors or the ports of queries"))
          .because("ADR-0003: the language may become a module of its own by moving a folder"),
      QueryThatKnowsTheHub.class);

  private static final Rule PACKAGES_HAVE_NO_CYCLES = Rule.of(
      "packages have no cycles",
      slices()
          .matching(Packages.ROOT + ".(**)")
          .should()
          .beFreeOfCycles()
          .because("ADR-0002: what goes in a circle cannot be read from one end"),
      Left.class,
      Right.class);

  @TestFactory
  Stream<DynamicTest> arrows() {
    return Stream.of(
            THE_DOMAIN_DEPENDS_ON_NOTHING,
            THE_APPLICATION_DEPENDS_ON_THE_DOMAIN,
            IN_PORTS_DO_NOT_KNOW_OUT_PORTS,
            OUT_PORTS_DO_NOT_KNOW_IN_PORTS,
            ONLY_THE_BOOTSTRAP_KNOWS_AZURE,
            ONLY_THE_BOOTSTRAP_KNOWS_THE_LOCAL_HUB,
            NO_MODULE_KNOWS_THE_BOOTSTRAP,
            FRONT_ENDS_DO_NOT_KNOW_THE_ENGINE,
            THE_ENGINE_DOES_NOT_KNOW_FRONT_ENDS,
            THE_QUERY_LANGUAGE_STANDS_ALONE,
            PACKAGES_HAVE_NO_CYCLES)
        .flatMap(Rule::tests);
  }
}
