package io.twinhub.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadyFactsTest {
  private static final String LINE =
      "{\"name\":\"twinhub\",\"host\":\"0.0.0.0\",\"eventHub\":\"twinhub\","
          + "\"connectionString\":\"HostName=127.129.1.2;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0\","
          + "\"caFile\":\"/tmp/run/twinhub/ca.pem\"}";

  @Test
  void the_line_is_found_among_others() {
    ReadyFacts facts = ReadyFacts.in("a log\n" + LINE + "\r\nanother\n");
    assertThat(facts.caFile()).isEqualTo("/tmp/run/twinhub/ca.pem");
    assertThat(facts.connectionString())
        .isEqualTo("HostName=127.129.1.2;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0");
  }

  @Test
  void the_last_line_counts_since_a_container_may_be_started_again() {
    String later = LINE.replace("127.129.1.2", "127.129.1.3");
    assertThat(ReadyFacts.in(LINE + "\n" + later).connectionString())
        .startsWith("HostName=127.129.1.3;");
  }

  @Test
  void events_are_read_over_tls_with_the_same_policy() {
    assertThat(ReadyFacts.in(LINE).eventsConnectionString())
        .isEqualTo(
            "Endpoint=sb://127.129.1.2/;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0;EntityPath=twinhub");
  }

  @Test
  void the_wait_for_readiness_takes_this_line_and_no_other() {
    assertThat(LINE + "\n").matches(ReadyFacts.LINE);
    assertThat("{\"level\":\"INFO\",\"message\":\"starting\"}\n").doesNotMatch(ReadyFacts.LINE);
  }

  @Test
  void a_container_that_says_nothing_is_told_apart_from_another_program() {
    assertThatThrownBy(() -> ReadyFacts.in(""))
        .hasMessage("the container does not say that a hub is ready");
    assertThatThrownBy(() -> ReadyFacts.in("{\"name\":\"x\",\"connectionString\":\"secret\"}"))
        .hasMessage("the container is no hub that this version knows: it does not tell its caFile");
  }

  @Test
  void its_text_holds_no_key() {
    assertThat(ReadyFacts.in(LINE)).hasToString("a hub that is ready");
  }
}
