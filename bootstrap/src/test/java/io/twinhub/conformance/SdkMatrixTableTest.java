package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the cells of the SDK matrix become a table. */
class SdkMatrixTableTest {
  private static final SdkCell OPEN = new SdkCell("Node", "HTTPS", "SAS", "open", "");

  /** All cells of one SDK and transport, well. */
  private static List<SdkCell> all() {
    List<SdkCell> cells = new ArrayList<>();
    for (String operation : SdkMatrixTable.OPERATIONS) {
      for (String credential : SdkMatrixTable.CREDENTIALS.keySet()) {
        cells.add(new SdkCell("Node", "HTTPS", credential, operation, "").ok());
      }
    }
    SdkMatrixTable.SERVICE_OPERATIONS.forEach(
        operation -> cells.add(new SdkCell("Node", "service", "", operation, "").ok()));
    return cells;
  }

  private static SdkMatrixTable table(SdkCell... others) {
    List<SdkCell> cells = all();
    cells.addAll(List.of(others));
    return new SdkMatrixTable(List.of("Node"), List.of("HTTPS"), cells);
  }

  @Test
  void a_letter_stands_for_each_credential_that_works() {
    assertThat(table().problems()).isEmpty();
    assertThat(table().size()).isEqualTo(13 * 3 + 2 + 10);
    assertThat(table().text()).isEqualTo("""
            | Devices | open | telemetry | get twin | report | notified | unsubscribe | methods | unknown method | messages | abandon, reject | reconnect | token renewal | module twin | module methods | module telemetry |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | Node, HTTPS | S T A | S T A | S T A | S T A | S T A | S T A | S T A | S | S T A | S T A | S T A | S | S T A | S T A | S T A |

            | Back ends | registry | twins | query | call | open AMQP | send AMQP | feedback AMQP | open AMQP_WS | send AMQP_WS | feedback AMQP_WS |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | Node | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes |
            """);
  }

  @Test
  void what_an_sdk_does_not_have_is_a_note_and_no_problem() {
    SdkMatrixTable table = table(
        OPEN.none("no such\n  thing"),
        new SdkCell("Node", "HTTPS", "thumbprint", "module twin", "").none("only keys"),
        new SdkCell("Node", "HTTPS", "authority", "module twin", "").none("only keys"));
    assertThat(table.problems()).isEmpty();
    assertThat(table.text())
        .contains("| Node, HTTPS | S [1], T A | S T A |", "| S | S, T A [2] | S T A | S T A |\n")
        .endsWith("|\n\n1. Node: `no such thing`\n2. Node: `only keys`\n");
  }

  @Test
  void a_note_of_all_credentials_stands_alone() {
    List<SdkCell> none = new ArrayList<>();
    SdkMatrixTable.CREDENTIALS
        .keySet()
        .forEach(credential ->
            none.add(new SdkCell("Node", "HTTPS", credential, "report", "").none("no")));
    assertThat(table(none.toArray(SdkCell[]::new)).text())
        .contains("| S T A | S T A | S T A | [1] | S T A |");
  }

  @Test
  void what_fails_is_a_problem_and_stands_out() {
    SdkMatrixTable table = table(OPEN.failed("timed out"));
    assertThat(table.problems()).containsExactly("Node HTTPS SAS open: failed: timed out");
    assertThat(table.text()).contains("| Node, HTTPS | S **failed**, T A |");
  }

  @Test
  void what_no_program_told_of_is_a_problem() {
    SdkMatrixTable table = new SdkMatrixTable(
        List.of("Node"),
        List.of("HTTPS"),
        all().stream()
            .filter(cell -> !cell.place().equals(OPEN.place()))
            .filter(cell -> !cell.operation().equals("query"))
            .toList());
    assertThat(table.problems())
        .containsExactly("Node HTTPS SAS open: no result", "Node service query: no result");
    assertThat(table.text())
        .contains("S **no result**, T A", "| yes | yes | **no result** | yes |");
  }

  @Test
  void a_line_that_is_no_cell_is_left_alone() {
    assertThat(SdkCell.parse("hello")).isEmpty();
    assertThat(SdkCell.parse("cell\tNode\tMQTT")).isEmpty();
    assertThat(SdkCell.parse(OPEN.ok().line())).contains(OPEN.ok());
  }
}
