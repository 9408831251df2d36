package io.twinhub.bootstrap.testing;

import io.twinhub.bootstrap.config.RepeatConfig;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.rows.QueryLag;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link TwinhubTest} says about the hubs of some tests, checked.
 *
 * @param seed the file with what each hub holds at first
 * @param arrays whether tags and properties may contain arrays
 * @param queryLag the text of the lag of queries
 * @param repeat what makes two runs alike
 * @param sockets whether the hubs have sockets
 * @param address the address to listen on
 */
record TestSettings(
    Optional<Path> seed,
    TwinRules.Arrays arrays,
    Optional<String> queryLag,
    RepeatConfig repeat,
    boolean sockets,
    Optional<String> address) {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /**
   * The settings for {@code context}: those of its method, else of its class, else of the classes around it.
   *
   * @throws ExtensionConfigurationException in words for the user, if a setting is wrong
   */
  static TestSettings of(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<TwinhubTest> found =
          AnnotationSupport.findAnnotation(at.get().getElement(), TwinhubTest.class);
      if (found.isPresent()) {
        return checked(found.get(), context.getRequiredTestClass(), name(at.get()));
      }
    }
    throw new ExtensionConfigurationException(
        name(context) + " is not annotated with @TwinhubTest");
  }

  /** The name of a test or a class, for messages. */
  static String name(ExtensionContext context) {
    String type = context.getTestClass().map(Class::getSimpleName).orElse("");
    return context.getTestMethod().map(method -> type + "." + method.getName()).orElse(type);
  }

  private static TestSettings checked(TwinhubTest wanted, Class<?> test, String name) {
    Optional<String> lag = text(wanted.queryLag());
    Optional<String> address = text(wanted.address());
    try {
      lag.ifPresent(QueryLag::parse);
    } catch (IllegalArgumentException noLag) {
      throw wrong(name, "queryLag", wanted.queryLag(), String.valueOf(noLag.getMessage()));
    }
    address.ifPresent(one -> requireLoopback(name, one));
    if (address.isPresent() && !wanted.sockets()) {
      throw wrong(
          name, "address", wanted.address(), "only a hub with sockets has one; add sockets = true");
    }
    return new TestSettings(
        text(wanted.seed()).map(seed -> file(seed, test, name)),
        wanted.arrays(),
        lag,
        new RepeatConfig(
            text(wanted.randomSeed()).map(seed -> number(seed, name)),
            text(wanted.clockAt()).map(time -> time(time, name))),
        wanted.sockets(),
        address);
  }

  private static long number(String text, String name) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw wrong(name, "randomSeed", text, "it is not a whole number");
    }
  }

  private static Instant time(String text, String name) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      throw wrong(name, "clockAt", text, "it is not a time such as 2030-01-01T00:00:00Z");
    }
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static void requireLoopback(String name, String address) {
    try {
      if (IPV4.matcher(address).matches() && InetAddress.getByName(address).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException noAddress) {
      throw wrong(name, "address", address, "it is not an address");
    }
    throw wrong(name, "address", address, "it is not a loopback address, such as 127.0.0.5");
  }

  private static Path file(String seed, Class<?> test, String name) {
    Path file = Path.of(seed.startsWith("/") ? seed : "./" + seed).normalize();
    if (Files.isRegularFile(file)) {
      return file;
    }
    URL resource = test.getResource(seed);
    if (resource == null) {
      throw wrong(
          name,
          "seed",
          seed,
          "there is neither a file %s nor such a resource of %s"
              .formatted(file.toAbsolutePath(), test.getName()));
    }
    try {
      URI found = resource.toURI();
      if (!"file".equals(found.getScheme())) {
        throw wrong(name, "seed", seed, "it is in the archive " + resource + "; a seed is a file");
      }
      return Path.of(found);
    } catch (URISyntaxException e) {
      throw wrong(name, "seed", seed, "it cannot be found as " + resource);
    }
  }

  private static ExtensionConfigurationException wrong(
      String test, String setting, String value, String reason) {
    return new ExtensionConfigurationException(
        "@TwinhubTest(%s = \"%s\") of %s: %s".formatted(setting, value, test, reason));
  }
}
