package io.twinhub.bootstrap.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Test classes that were run by JUnit, as a build runs them.
 *
 * @param passed the names of the tests that passed
 * @param failures what went wrong, in tests and classes
 */
public record JunitRun(List<String> passed, List<Throwable> failures) {

  /** Runs classes one after the other. */
  public static JunitRun of(Class<?>... tests) {
    return of(Map.of(), tests);
  }

  /** Runs classes with these parameters of JUnit. */
  public static JunitRun of(Map<String, String> parameters, Class<?>... tests) {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (Class<?> test : tests) {
      selectors.add(selectClass(test));
    }
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectors)
        .configurationParameters(parameters)
        .build();
    List<String> passed = Collections.synchronizedList(new ArrayList<>());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    LauncherFactory.create().execute(request, new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(failures::add);
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
          passed.add(test.getDisplayName());
        }
      }
    });
    return new JunitRun(List.copyOf(passed), List.copyOf(failures));
  }

  /** The parameters of JUnit with which so many tests run at a time. */
  public static Map<String, String> parallel(int threads) {
    String prefix = "junit.jupiter.execution.parallel.";
    return Map.of(
        prefix + "enabled", Boolean.toString(threads > 1),
        prefix + "mode.default", "concurrent",
        prefix + "config.executor-service", "WORKER_THREAD_POOL",
        prefix + "config.strategy", "fixed",
        prefix + "config.fixed.parallelism", Integer.toString(threads));
  }

  /** The messages of what went wrong. */
  public List<String> messages() {
    return failures.stream()
        .map(failure -> String.valueOf(failure.getMessage()))
        .toList();
  }
}
