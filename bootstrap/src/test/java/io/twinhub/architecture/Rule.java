package io.twinhub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A rule together with the classes that break it, one violation or more each.
 *
 * @param name the rule in a few words, the name of its tests
 */
record Rule(String name, ArchRule rule, List<Class<?>> guilty) {
  Rule {
    guilty = List.copyOf(guilty);
  }

  static Rule of(String name, ArchRule rule, Class<?>... guilty) {
    return new Rule(name, rule, List.of(guilty));
  }

  /** Two tests: the production classes keep the rule, and it catches every guilty class. */
  Stream<DynamicTest> tests() {
    return Stream.of(
        DynamicTest.dynamicTest(name, () -> rule.check(Classes.production())),
        DynamicTest.dynamicTest(name + ": a guilty class is caught", this::catchesTheGuilty));
  }

  private void catchesTheGuilty() {
    assertThat(rule.getDescription()).as("the rule names its decision").contains("because ADR-");
    assertThat(guilty).as("guilty classes").isNotEmpty();
    List<String> details = rule.allowEmptyShould(true)
        .evaluate(Classes.only(guilty.toArray(Class[]::new)))
        .getFailureReport()
        .getDetails();
    assertThat(guilty)
        .allSatisfy(culprit ->
            assertThat(details).anySatisfy(line -> assertThat(line).contains(culprit.getName())));
  }
}
