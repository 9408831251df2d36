package io.twinhub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Guards the rules themselves: a renamed package would disarm them without a word (ADR-0002). */
class PackagesTest {
  @Test
  void every_package_named_in_a_rule_exists() {
    assertThat(packagesOf(Classes.production())).containsAll(Packages.ALL);
  }

  @Test
  void the_port_named_in_a_rule_exists() {
    assertThat(Classes.production().contain(Packages.QUERY_ENGINE)).isTrue();
  }

  @Test
  void every_tree_named_in_a_rule_holds_a_package_of_the_list() {
    List<String> trees = List.of(
        Packages.DOMAIN,
        Packages.APPLICATION,
        Packages.LOCAL,
        Packages.ENGINE,
        Packages.FRONTEND,
        Packages.BOOTSTRAP);
    assertThat(trees)
        .allSatisfy(tree ->
            assertThat(Packages.ALL).anySatisfy(name -> assertThat(name).startsWith(tree + ".")));
  }

  @Test
  void production_classes_contain_no_test() {
    assertThat(packagesOf(Classes.production()))
        .noneMatch(name -> name.contains("guilty"))
        .doesNotContain("io.twinhub.architecture");
  }

  private static Set<String> packagesOf(JavaClasses classes) {
    return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
  }
}
