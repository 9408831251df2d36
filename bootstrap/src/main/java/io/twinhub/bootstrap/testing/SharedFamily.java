package io.twinhub.bootstrap.testing;

import io.twinhub.bootstrap.HubFamily;
import io.twinhub.bootstrap.config.TrustFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The hubs with sockets of all tests in this JVM. Clients of the Azure SDKs can only trust what the JVM
 * trusts, which they read from files that system properties name. So this sets these properties once, to
 * files that add the authority of these hubs to what the JVM trusted before.
 */
final class SharedFamily {
  private static final String STORE = "javax.net.ssl.trustStore";

  private SharedFamily() {}

  private static final class Holder {
    static final HubFamily FAMILY = create();
  }

  /** The family; made at the first call. */
  static HubFamily get() {
    return Holder.FAMILY;
  }

  private static HubFamily create() {
    try {
      Path folder = Files.createTempDirectory("twinhub-test");
      HubFamily family = HubFamily.create(folder);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> delete(family.trust(), folder), "twinhub-test-files"));
      System.setProperty(STORE, family.trust().javaStore().toString());
      System.setProperty(STORE + "Type", TrustFiles.STORE_TYPE);
      System.setProperty(STORE + "Password", TrustFiles.STORE_PASSWORD);
      return family;
    } catch (IOException | GeneralSecurityException e) {
      throw new ExtensionConfigurationException(
          "cannot make the certificate authority of the hubs under test: " + e, e);
    }
  }

  private static void delete(TrustFiles files, Path folder) {
    try {
      for (Path file : List.of(files.ca(), files.bundle(), files.javaStore(), folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException leftBehind) {
      // It is a folder for temporary files, which the system clears.
    }
  }
}
