package io.twinhub.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What the rules are held against: the production classes of all modules, or a few guilty ones. */
final class Classes {
  /** Contracts are shared as a jar of tests; its classes are tests wherever they are found. */
  private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

  private Classes() {}

  /** The classes of every module, without those of tests. */
  static JavaClasses production() {
    return Production.CLASSES;
  }

  /** Just these classes, wherever they come from. */
  static JavaClasses only(Class<?>... classes) {
    return new ClassFileImporter().importClasses(classes);
  }

  /** Reads the class files once for all tests. */
  private static final class Production {
    static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(NO_TEST_JARS)
        .importPackages(Packages.ROOT);
  }
}
