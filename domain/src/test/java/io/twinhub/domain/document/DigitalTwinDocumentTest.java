package io.twinhub.domain.document;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.Twin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The digital twin as JSON. Source: Azure's page on managing digital twins. */
class DigitalTwinDocumentTest {
  private static final String THEN = "'lastUpdateTime':'2022-06-01T22:27:50.2612586Z'";

  private static void assertDocument(Twin twin, String json) {
    assertThat(DigitalTwinDocument.of(twin).toString())
        .isEqualTo(TestJson.object(json).toString());
  }

  @Test
  void a_fresh_one_has_an_id_and_a_model() {
    assertDocument(ATwin.fresh(), "{'$dtId':'thermostat-7','$metadata':{'$model':''}}");
  }

  @Test
  void a_writable_property_shows_what_is_wanted_and_how_it_was_acknowledged() {
    assertDocument(
        aTwin()
            .withDesired("{'targetTemperature':21.8}")
            .withReported("{'serialNumber':'a','targetTemperature':"
                + "{'value':20.4,'ac':200,'ad':'done','av':4}}")
            .build(),
        "{'$dtId':'thermostat-7','serialNumber':'a','targetTemperature':20.4,"
            + "'$metadata':{'$model':'','serialNumber':{" + THEN + "},"
            + "'targetTemperature':{'desiredValue':21.8,'desiredVersion':2,'ackVersion':4,"
            + "'ackCode':200,'ackDescription':'done'," + THEN + "}}}");
  }

  @Test
  void components_have_metadata_of_their_own() {
    assertDocument(
        aTwin()
            .withDesired("{'thermostat1':{'__t':'c','target':1}}")
            .withReported("{'thermostat1':{'max':25.3,'__t':'c'},'empty':{'__t':'c'}}")
            .build(),
        "{'$dtId':'thermostat-7','thermostat1':{'max':25.3,'$metadata':{'max':{" + THEN + "},"
            + "'target':{'desiredValue':1,'desiredVersion':2," + THEN + "}}},"
            + "'empty':{'$metadata':{}},'$metadata':{'$model':''}}");
  }

  @Test
  void an_object_that_is_no_acknowledgement_is_a_value() {
    Twin twin = aTwin()
        .withReported("{'o':{'value':1,'ac':200},'p':{'value':1,'av':1}}")
        .build();
    assertThat(DigitalTwinDocument.of(twin).find(JsonPath.of("o")))
        .hasToString(Optional.of(TestJson.object("{'value':1,'ac':200}")).toString());
    assertThat(DigitalTwinDocument.of(twin).find(JsonPath.of("p", "av"))).isPresent();
  }
}
