package io.twinhub.bootstrap;

import io.twinhub.bootstrap.config.TrustFiles;
import java.security.KeyPairGenerator;
import java.security.Signature;
import javax.net.ssl.SSLContext;

/**
 * Loads beside the reading of the options what a hub needs after them: well-known authorities and
 * cryptography. A machine with one processor is only held up by it.
 */
final class Headstart {
  private Headstart() {}

  /** Begins, if these are the arguments of a hub. */
  static void begin(String... arguments) {
    if (arguments.length > 0
        && arguments[0].equals("start")
        && Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(Headstart::load, "twinhub-headstart");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Whoever needs a part that cannot be loaded will say so; a logger here would be made for every command,
   * and take longer than most of them.
   */
  private static void load() {
    try {
      KeyPairGenerator.getInstance("EC");
      Signature.getInstance("SHA256withECDSA");
      SSLContext.getInstance("TLS");
      // Not initialised: its logger would be made before the options say what is logged, and how.
      Class.forName("io.netty.handler.ssl.JdkSslContext", false, Headstart.class.getClassLoader());
      var unused = TrustFiles.wellKnown();
    } catch (Exception | LinkageError later) {
      // See above.
    }
  }
}
