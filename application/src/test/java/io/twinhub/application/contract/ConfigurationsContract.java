package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.Configurations;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.configuration.SystemMetrics;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.property.Author;
import io.twinhub.domain.twin.property.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Automatic configurations, and what they do to twins. */
public abstract class ConfigurationsContract extends PortContract {
  private static final String RUN = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private final List<ConfigurationId> created = new ArrayList<>();

  @AfterEach
  void deleteConfigurations() {
    for (ConfigurationId id : created) {
      if (configurations().find(id).isPresent()) {
        configurations().delete(id, IfMatch.any());
      }
    }
  }

  private Configurations configurations() {
    return hub().configurations();
  }

  private ConfigurationRequest wanted(String name, String content, String target, long priority) {
    return new ConfigurationRequest(
        new ConfigurationId(name + "-" + RUN),
        ConfigurationContent.of(hub().json(content), TwinRules.DEFAULT),
        new TargetCondition(target),
        priority,
        Map.of(),
        Optional.empty(),
        Optional.of("1.0"));
  }

  private ConfigurationRequest forDevice(String name, TwinAddress device, long priority) {
    return wanted(
        name,
        "{\"deviceContent\":{\"properties.desired.fw\":{\"by\":\"%s\",\"n\":1}}}".formatted(name),
        "deviceId = '%s'".formatted(device.deviceId()),
        priority);
  }

  private MeasuredConfiguration create(ConfigurationRequest wanted) {
    created.add(wanted.id());
    return configurations().create(wanted);
  }

  private JsonObject desired(TwinAddress device) {
    return twin(device).desired().values();
  }

  private Optional<Standing> standing(TwinAddress device, ConfigurationRequest configuration) {
    return Optional.ofNullable(
        twin(device).root().standings().byId().get(configuration.id().value()));
  }

  private static void refused(ErrorCode code, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_configuration_is_found_as_it_was_created() {
    ConfigurationRequest wanted = forDevice("found", device(), 7);
    MeasuredConfiguration made = create(wanted);
    assertThat(made.configuration().wanted()).isEqualTo(wanted);
    assertThat(made.configuration().etag()).isNotEmpty();
    assertThat(configurations().find(wanted.id()).orElseThrow().configuration())
        .isEqualTo(made.configuration());
    assertThat(configurations().list(100))
        .extracting(MeasuredConfiguration::configuration)
        .contains(made.configuration());
  }

  @Test
  void the_settings_come_into_twins_that_match_and_are_signed() {
    TwinAddress device = device();
    ConfigurationRequest wanted = forDevice("signed", device, 1);
    create(wanted);
    Twin twin = twin(device);
    assertThat(desired(device)).isEqualTo(hub().json("{\"fw\":{\"by\":\"signed\",\"n\":1}}"));
    assertThat(twin.desired().version().value()).isEqualTo(2);
    assertThat(standing(device, wanted)).contains(Standing.WHOLE);
    var fw = twin.desired().metadata().members().get("fw");
    assertThat(fw.stamp().author()).isEmpty();
    assertThat(fw.members().get("by").stamp().author().map(Author::configuration))
        .contains(wanted.id().value());
  }

  @Test
  void a_twin_that_comes_to_match_gets_the_settings_and_loses_them_when_it_leaves() {
    TwinAddress device = device();
    patchDesired(device, hub().json("{\"own\":1}"));
    ConfigurationRequest wanted = wanted(
        "tagged",
        "{\"deviceContent\":{\"properties.desired.a.b\":true}}",
        "tags.run = '%s'".formatted(RUN),
        1);
    create(wanted);
    assertThat(desired(device)).isEqualTo(hub().json("{\"own\":1}"));
    patchTags(device, hub().json("{\"run\":\"%s\"}".formatted(RUN)));
    assertThat(desired(device)).isEqualTo(hub().json("{\"own\":1,\"a\":{\"b\":true}}"));
    patchTags(device, hub().json("{\"run\":null}"));
    assertThat(desired(device)).isEqualTo(hub().json("{\"own\":1}"));
    assertThat(standing(device, wanted)).isEmpty();
  }

  @Test
  void the_higher_priority_wins_and_the_other_says_why_it_lost() {
    TwinAddress device = device();
    ConfigurationRequest low = forDevice("low", device, 1);
    ConfigurationRequest high = forDevice("high", device, 2);
    create(low);
    create(high);
    assertThat(desired(device)).isEqualTo(hub().json("{\"fw\":{\"by\":\"high\",\"n\":1}}"));
    assertThat(standing(device, high)).contains(Standing.WHOLE);
    assertThat(standing(device, low))
        .contains(new Standing(
            Standing.TARGETED,
            Optional.of(
                "properties.desired.fw.by belongs to '%s', whose priority 2 is higher than 1"
                        .formatted(high.id())
                    + " (and 1 more setting)")));
    configurations().delete(high.id(), IfMatch.any());
    assertThat(desired(device)).isEqualTo(hub().json("{\"fw\":{\"by\":\"low\",\"n\":1}}"));
    assertThat(standing(device, low)).contains(Standing.WHOLE);
  }

  @Test
  void of_two_with_one_priority_the_later_created_wins() {
    TwinAddress device = device();
    create(forDevice("older", device, 1));
    create(forDevice("younger", device, 1));
    assertThat(desired(device)).isEqualTo(hub().json("{\"fw\":{\"by\":\"younger\",\"n\":1}}"));
  }

  @Test
  void a_patch_of_a_setting_is_reverted() {
    TwinAddress device = device();
    create(forDevice("reverts", device, 1));
    patchDesired(device, hub().json("{\"fw\":{\"n\":5},\"own\":2}"));
    assertThat(desired(device))
        .isEqualTo(hub().json("{\"fw\":{\"by\":\"reverts\",\"n\":1},\"own\":2}"));
  }

  @Test
  void a_deletion_removes_what_was_written() {
    TwinAddress device = device();
    ConfigurationRequest wanted = forDevice("deleted", device, 1);
    create(wanted);
    configurations().delete(wanted.id(), IfMatch.any());
    assertThat(desired(device)).isEqualTo(JsonObject.EMPTY);
    assertThat(configurations().find(wanted.id())).isEmpty();
  }

  @Test
  void an_update_changes_condition_and_priority_with_the_right_etag() {
    TwinAddress one = device();
    TwinAddress other = device();
    ConfigurationRequest first = forDevice("moves", one, 1);
    MeasuredConfiguration made = create(first);
    ConfigurationRequest second = forDevice("moves", other, 3);
    refused(
        ErrorCode.PRECONDITION_FAILED,
        () -> configurations().update(second, new IfMatch.Exactly("bm8=")));
    MeasuredConfiguration moved =
        configurations().update(second, new IfMatch.Exactly(made.configuration().etag()));
    assertThat(moved.configuration().etag()).isNotEqualTo(made.configuration().etag());
    assertThat(moved.configuration().wanted().priority()).isEqualTo(3);
    assertThat(desired(one)).isEqualTo(JsonObject.EMPTY);
    assertThat(desired(other)).isEqualTo(hub().json("{\"fw\":{\"by\":\"moves\",\"n\":1}}"));
    refused(
        ErrorCode.PRECONDITION_FAILED,
        () -> configurations()
            .delete(first.id(), new IfMatch.Exactly(made.configuration().etag())));
  }

  @Test
  void the_content_cannot_be_changed() {
    TwinAddress device = device();
    ConfigurationRequest wanted = forDevice("fixed", device, 1);
    create(wanted);
    ConfigurationRequest other = wanted(
        "fixed",
        "{\"deviceContent\":{\"properties.desired.x\":1}}",
        wanted.target().text(),
        1);
    refused(
        ErrorCode.CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT,
        () -> configurations().update(other, IfMatch.any()));
  }

  @Test
  void an_id_is_used_once_and_must_be_known() {
    ConfigurationRequest wanted = forDevice("once", device(), 1);
    refused(
        ErrorCode.CONFIGURATION_NOT_FOUND, () -> configurations().update(wanted, IfMatch.any()));
    refused(
        ErrorCode.CONFIGURATION_NOT_FOUND,
        () -> configurations().delete(wanted.id(), IfMatch.any()));
    create(wanted);
    refused(ErrorCode.CONFIGURATION_ALREADY_EXISTS, () -> configurations().create(wanted));
  }

  @Test
  void metrics_are_exact_and_their_queries_run() {
    List<TwinAddress> devices = List.of(device(), device(), device());
    String target = "deviceId = '%s' OR deviceId = '%s'"
        .formatted(devices.get(0).deviceId(), devices.get(1).deviceId());
    ConfigurationRequest low =
        wanted("measured", "{\"deviceContent\":{\"properties.desired.m\":1}}", target, 1);
    create(low);
    create(wanted(
        "winner",
        "{\"deviceContent\":{\"properties.desired.m\":2}}",
        "deviceId = '%s'".formatted(devices.get(0).deviceId()),
        2));
    MeasuredConfiguration measured = configurations().find(low.id()).orElseThrow();
    assertThat(measured.results().system())
        .containsEntry(SystemMetrics.TARGETED, 2L)
        .containsEntry(SystemMetrics.APPLIED, 1L);
    SystemMetrics.queries(low)
        .forEach((name, query) -> assertThat((long) hub()
                .queries()
                .run(new QueryText(query), PageSize.DEFAULT, Optional.empty())
                .results()
                .size())
            .as(name)
            .isEqualTo(measured.results().system().get(name)));
  }

  @Test
  void queries_are_tested_before_they_are_used() {
    QueryTest test = configurations()
        .test(
            "properties.desired.a = 1",
            Map.of("good", "SELECT * FROM devices", "bad", "SELECT nothing"));
    assertThat(test.targetCondition().orElseThrow())
        .contains(
            "It must be a filter condition based on 'deviceId', 'tags', or 'properties.reported'.");
    assertThat(test.metrics().get("good")).isEmpty();
    assertThat(test.metrics().get("bad")).isPresent();
  }

  @Test
  void a_condition_that_is_not_valid_is_refused() {
    for (String target : List.of("tags.a =", "deviceId IN ['a']", "properties.desired.a = 1")) {
      refused(
          ErrorCode.INVALID_CONFIGURATION_TARGET_CONDITION,
          () -> create(
              wanted("wrong", "{\"deviceContent\":{\"properties.desired.a\":1}}", target, 1)));
    }
  }

  @Test
  void content_of_a_device_is_not_applied_to_one_device() {
    TwinAddress device = device();
    ConfigurationContent content = ConfigurationContent.of(
        hub().json("{\"deviceContent\":{\"properties.desired.a\":1}}"), TwinRules.DEFAULT);
    refused(
        ErrorCode.INVALID_CONFIGURATION_CONTENT,
        () -> configurations().apply(device.deviceId(), content));
  }
}
