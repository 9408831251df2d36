package io.twinhub.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.MetricResults;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Standing;
import io.twinhub.domain.twin.property.Standings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations as JSON. Source: captured documents of Azure, and what the SDKs send. */
class ConfigurationDocumentTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
  private static final ConfigurationId ID = new ConfigurationId("fw");
  private static final String CONTENT =
      "'content':{'deviceContent':{'properties.desired.fw':{'size':1}},'moduleContent':null}";

  private static ConfigurationRequest request(String members) {
    return ConfigurationDocument.request(
        TestJson.object("{" + members + "}"), ID, TwinRules.DEFAULT);
  }

  @Test
  void a_configuration_is_shown_with_its_queries_and_numbers() {
    Configuration configuration = Configuration.created(
        request("'id':'fw'," + CONTENT + ",'targetCondition':'*','priority':10,"
            + "'metrics':{'queries':{'Current':'SELECT * FROM devices'}}"),
        NOON);
    MeasuredConfiguration measured = new MeasuredConfiguration(
        configuration, new MetricResults(Map.of("targetedCount", 2L), Map.of("Current", 1L)));
    JsonObject shown = ConfigurationDocument.of(measured);
    assertThat(shown.toString())
        .isEqualTo(TestJson.object("{'id':'fw','schemaVersion':null,'labels':null," + CONTENT
                + ",'targetCondition':'*','createdTimeUtc':'2024-05-06T12:00:00Z',"
                + "'lastUpdatedTimeUtc':'2024-05-06T12:00:00Z','priority':10,"
                + "'systemMetrics':{'results':{'targetedCount':2},'queries':{"
                + "'targetedCount':'select deviceId from devices','appliedCount':'select deviceId"
                + " from devices where configurations.[[fw]].status = @Applied@'}},"
                + "'metrics':{'results':{'Current':1},'queries':{'Current':'SELECT * FROM devices'}},"
                + "'etag':'MQ=='}")
            .toString()
            .replace('@', '\''));
    assertThat(ConfigurationDocument.measured(shown, TwinRules.DEFAULT)).isEqualTo(measured);
    assertThat(ConfigurationDocument.read(
            ConfigurationDocument.stored(configuration), TwinRules.DEFAULT))
        .isEqualTo(configuration);
  }

  @Test
  void a_request_is_read_as_it_was_sent() {
    ConfigurationRequest request = request("'schemaVersion':'1.0','labels':{'a':'b'}," + CONTENT
        + ",'targetCondition':'tags.a = 1','etag':'*','createdTimeUtc':'0001-12-30T00:00:00',"
        + "'systemMetrics':{'results':{'x':'many'}}");
    assertThat(request.priority()).isZero();
    assertThat(
            ConfigurationDocument.request(ConfigurationDocument.of(request), ID, TwinRules.DEFAULT))
        .isEqualTo(request);
  }

  @Test
  void an_update_counts_the_etag_and_keeps_the_time_of_creation() {
    ConfigurationRequest request = request(CONTENT);
    Configuration changed =
        Configuration.created(request, NOON).changed(request, NOON.plusSeconds(1));
    assertThat(changed.etag()).isEqualTo("Mg==");
    assertThat(changed.created()).isEqualTo(NOON);
    assertThat(changed.changed()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void results_that_are_no_numbers_are_left_out() {
    JsonObject shown = ConfigurationDocument.of(new MeasuredConfiguration(
            Configuration.created(request(CONTENT), NOON), MetricResults.NONE))
        .with("metrics", TestJson.object("{'results':{'a':'many','b':1.5,'c':3},'queries':{}}"));
    assertThat(
            ConfigurationDocument.measured(shown, TwinRules.DEFAULT).results().custom())
        .containsExactly(Map.entry("c", 3L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':'other' | must be 'fw', as in the address",
        "'priority':-1 | -1",
        "'priority':2147483648 | 2147483648",
        "'priority':1.5 | 1.5",
        "'priority':'high' | high",
        "'targetCondition':5 | targetCondition",
        "'labels':{'a':1} | a",
        "'labels':'a' | labels",
        "'metrics':{'queries':{'q':1}} | q"
      })
  void a_member_that_is_wrong_is_named(String member, String named) {
    assertThatThrownBy(() -> request(CONTENT + "," + member))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(named);
  }

  @Test
  void a_configuration_without_content_is_refused() {
    assertThatThrownBy(() -> request("'priority':1"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(
            "it must have one of deviceContent, moduleContent and modulesContent, and has none");
  }

  @Test
  void a_test_of_queries_is_asked_and_answered() {
    Members asked = Members.of(ConfigurationDocument.test("tags.a = ", Map.of("q", "SELECT")));
    assertThat(ConfigurationDocument.testedCondition(asked)).isEqualTo("tags.a = ");
    assertThat(ConfigurationDocument.testedMetrics(asked))
        .containsExactly(Map.entry("q", "SELECT"));
    QueryTest answer = new QueryTest(Optional.of("bad"), Map.of("q", Optional.empty()));
    assertThat(ConfigurationDocument.of(answer).toString())
        .isEqualTo(
            TestJson.object("{'targetConditionError':'bad','customMetricQueryErrors':{'q':null}}")
                .toString());
    assertThat(ConfigurationDocument.tested(ConfigurationDocument.of(answer))).isEqualTo(answer);
    assertThat(ConfigurationDocument.testedCondition(Members.of(JsonObject.EMPTY)))
        .isEmpty();
  }

  @Test
  void the_standings_of_a_twin_are_read_as_they_were_shown() {
    Standings standings =
        new Standings(Map.of("fw", new Standing("Targeted", Optional.of("lost"))));
    JsonObject shown = StandingsDocument.of(standings);
    assertThat(shown).isEqualTo(TestJson.object("{'fw':{'status':'Targeted','reason':'lost'}}"));
    assertThat(StandingsDocument.read(Members.of(shown))).isEqualTo(standings);
    assertThat(StandingsDocument.read(Members.of(JsonObject.EMPTY))).isEqualTo(Standings.NONE);
    assertThat(StandingsDocument.read(Members.of(TestJson.object("{'x':{}}"))).byId())
        .containsExactly(Map.entry("x", new Standing("", Optional.empty())));
  }
}
