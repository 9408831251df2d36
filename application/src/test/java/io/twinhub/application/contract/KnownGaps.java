package io.twinhub.application.contract;

import static org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Where an adapter is known not to keep a contract, by {@code known-gaps.txt}. A test of a listed gap is
 * run all the same: it is skipped with the reason when it fails, and fails when it passes. Of a class that
 * is listed as a whole, tests are run until one fails.
 */
final class KnownGaps implements InvocationInterceptor, AfterAllCallback {
  private static final String FILE = "known-gaps.txt";
  private static final Map<String, String> LISTED = read();

  /** Gaps of whole classes count here what was met, so that none is listed for nothing. */
  private static final Namespace MET = Namespace.create(KnownGaps.class);

  /** Lines of {@code Class.method | reason}, or {@code Class.* | reason}; {@code #} begins a remark. */
  private static Map<String, String> read() {
    try (InputStream file = KnownGaps.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is gone");
      }
      return parsed(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> parsed(String text) {
    Map<String, String> gaps = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> {
          int bar = line.indexOf('|');
          if (bar < 0 || line.substring(bar + 1).isBlank()) {
            throw new IllegalArgumentException("a gap without a reason: " + line);
          }
          gaps.put(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
        });
    return gaps;
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context)
      throws Throwable {
    run(test, context, "");
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context)
      throws Throwable {
    String first =
        invoked.getArguments().stream().findFirst().map(String::valueOf).orElse("");
    run(test, context, "[" + first + "]");
  }

  private static void run(
      Invocation<@Nullable Void> test, ExtensionContext context, String argument) throws Throwable {
    String type = context.getRequiredTestClass().getSimpleName();
    String name = context.getRequiredTestMethod().getName() + argument;
    Optional<String> whole = Optional.ofNullable(LISTED.get(type + ".*"));
    Optional<String> single = Optional.ofNullable(LISTED.get(type + "." + name));
    if (whole.isEmpty() && single.isEmpty()) {
      test.proceed();
      return;
    }
    if (whole.isPresent() && met(context).get() > 0) {
      test.skip();
      Assumptions.abort("known gap: " + whole.get());
    }
    try {
      test.proceed();
    } catch (Throwable met) {
      met(context).incrementAndGet();
      Assumptions.abort(
          "known gap: %s (%s)".formatted(whole.or(() -> single).orElseThrow(), met.getMessage()));
    }
    if (single.isPresent()) {
      throw new AssertionError("%s.%s passes: take it out of %s".formatted(type, name, FILE));
    }
  }

  private static AtomicInteger met(ExtensionContext context) {
    ExtensionContext ofClass = context;
    while (ofClass.getTestMethod().isPresent()) {
      ofClass = ofClass.getParent().orElseThrow();
    }
    return ofClass
        .getStore(MET)
        .computeIfAbsent("met", key -> new AtomicInteger(), AtomicInteger.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String type = context.getRequiredTestClass().getSimpleName();
    if (LISTED.containsKey(type + ".*") && met(context).get() == 0) {
      throw new AssertionError("all of %s passes: take it out of %s".formatted(type, FILE));
    }
  }
}
