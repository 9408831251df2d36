package io.twinhub.local.frontend.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.log.ClosingLog;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of handshakes that failed. */
class TlsProblemTest {
  private static final String REMEDY =
      "; run the client in a shell in which eval \"$(twinhub env)\" was run, or add the hub's CA to what"
          + " the client trusts";

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: unknown_ca"),
            "the client does not trust this hub's certificate (TLS alert unknown_ca)" + REMEDY),
        Arguments.of(
            new SSLHandshakeException("(bad_certificate) Received fatal alert: bad_certificate"),
            "the client does not trust this hub's certificate (TLS alert bad_certificate)"
                + REMEDY),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: certificate_unknown"),
            "the client does not trust this hub's certificate (TLS alert certificate_unknown)"
                + REMEDY),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: protocol_version"),
            "the client refused TLS with the alert protocol_version"),
        Arguments.of(
            new SSLHandshakeException("no cipher suites in common"),
            "the TLS handshake failed: no cipher suites in common"),
        Arguments.of(
            new IOException("Received fatal alert: unknown_ca"),
            "the TLS handshake failed: Received fatal alert: unknown_ca"),
        Arguments.of(new NotSslRecordException("x"), "the client does not speak TLS"),
        Arguments.of(
            new SslHandshakeTimeoutException("x"),
            "the client did not finish the TLS handshake within 10 s"),
        Arguments.of(
            new ClosedChannelException(), "the client left before the TLS handshake was done"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void are_told_in_words(Throwable cause, String sentence) {
    assertThat(TlsProblem.sentence(cause)).isEqualTo(sentence);
  }

  /** With TLS 1.3 a client may find fault with the hub after it has finished its own part. */
  @Test
  void an_alert_after_the_handshake_is_told_as_well() {
    List<String> lines = new ArrayList<>();
    ClosingLog log = (who, reason, mistake) -> lines.add(who + ": " + reason);
    new ExitDoor(new EmbeddedChannel(), log, "a stranger")
        .close(new DecoderException(new SSLHandshakeException("Received fatal alert: unknown_ca")));
    assertThat(lines)
        .containsExactly("a stranger (embedded): the client does not trust this hub's certificate"
            + " (TLS alert unknown_ca)" + REMEDY);
  }
}
