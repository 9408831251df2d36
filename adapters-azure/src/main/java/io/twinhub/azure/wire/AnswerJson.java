package io.twinhub.azure.wire;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.util.List;

/**
 * Parses the JSON of a hub's answers. Anything that is not JSON did not come from the hub and counts as no
 * answer.
 */
public final class AnswerJson {
  private AnswerJson() {}

  /**
   * Parses {@code body} as an object.
   *
   * @throws HubException as for a hub that does not answer, if {@code body} is anything else
   */
  public static JsonObject object(String body) {
    try {
      return JsonText.parseObject(body);
    } catch (HubException notJson) {
      throw AzureErrors.unreachable("the hub", notJson);
    }
  }

  /**
   * Parses {@code body} as an array of objects.
   *
   * @throws HubException as for a hub that does not answer, if {@code body} is anything else
   */
  public static List<JsonObject> objects(String body) {
    try {
      return JsonText.parseArray(body).elements().stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .toList();
    } catch (HubException notJson) {
      throw AzureErrors.unreachable("the hub", notJson);
    }
  }
}
