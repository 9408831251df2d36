package io.twinhub.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.twinhub.architecture.Packages.tree;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.twinhub.domain.guilty.TwinThatReadsTheClock;
import io.twinhub.domain.guilty.TwinThatReadsTheEnvironment;
import io.twinhub.domain.guilty.TwinThatRollsDice;
import io.twinhub.guilty.names.EmptyNames;
import io.twinhub.guilty.unmarked.InAnUnmarkedPackage;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a class may do, and how it may be called. */
class HabitsTest {
  /** What answers differently to the same question: clocks, chance and the machine's settings. */
  private static final Set<String> AMBIENT = Set.of(
      "java.lang.System.currentTimeMillis",
      "java.lang.System.nanoTime",
      "java.lang.System.getenv",
      "java.lang.System.getProperty",
      "java.lang.Math.random",
      "java.util.UUID.randomUUID");

  private static final Set<String> CHANCE = Set.of(
      "java.util.Random",
      "java.util.SplittableRandom",
      "java.security.SecureRandom",
      "java.util.concurrent.ThreadLocalRandom");

  /** Dagger itself names what it generates. */
  private static final String GENERATED_BY_DAGGER =
      Packages.WIRING.replace(".", "\\.") + "\\.Dagger.*";

  private static final Rule THE_DOMAIN_IS_A_FUNCTION = Rule.of(
      "the domain reads no clock, no chance, no environment",
      noClasses()
          .that()
          .resideInAPackage(tree(Packages.DOMAIN))
          .should()
          .accessTargetWhere(describe("reads clock, chance or environment", HabitsTest::isAmbient))
          .because("ADR-0002: time and new etags are arguments, so that a merge is a function"),
      TwinThatReadsTheClock.class,
      TwinThatRollsDice.class,
      TwinThatReadsTheEnvironment.class);

  private static final Rule NAMES_SAY_SOMETHING = Rule.of(
      "names say something",
      noClasses()
          .that()
          .haveNameNotMatching(GENERATED_BY_DAGGER)
          .should()
          .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
          .because("ADR-0008: such names hide that nobody has decided what the class is"),
      EmptyNames.TwinImpl.class,
      EmptyNames.TwinManager.class,
      EmptyNames.TwinUtil.class,
      EmptyNames.TwinUtils.class,
      EmptyNames.TwinHelper.class);

  private static final Rule EVERY_PACKAGE_IS_NULL_MARKED = Rule.of(
      "every package is null-marked",
      classes()
          .should(resideInANullMarkedPackage())
          .because("ADR-0007: an unmarked package is not checked for nulls"),
      InAnUnmarkedPackage.class);

  @TestFactory
  Stream<DynamicTest> habits() {
    return Stream.of(THE_DOMAIN_IS_A_FUNCTION, NAMES_SAY_SOMETHING, EVERY_PACKAGE_IS_NULL_MARKED)
        .flatMap(Rule::tests);
  }

  private static boolean isAmbient(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String method = access.getTarget().getName();
    boolean clock = owner.getPackageName().equals("java.time")
        && (method.equals("now") || method.startsWith("system"));
    return clock
        || CHANCE.contains(owner.getName())
        || AMBIENT.contains(owner.getName() + "." + method);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package annotated @NullMarked") {
      @Override
      public void check(JavaClass subject, ConditionEvents events) {
        boolean marked =
            subject.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent();
        String message = subject.getName() + " resides in an unmarked package";
        events.add(new SimpleConditionEvent(subject, marked, message));
      }
    };
  }
}
