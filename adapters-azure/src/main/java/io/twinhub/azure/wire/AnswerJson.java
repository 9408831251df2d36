package io.twinhub.azure.wire;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.util.List;

/** The JSON of a hub's answers. What is not JSON did not come from the hub, so it counts as no answer. */
public final class AnswerJson {
  private AnswerJson() {}

  /**
   * The object that {@code body} is.
   *
   * @throws HubException as of a hub that does not answer, if it is something else
   */
  public static JsonObject object(String body) {
    try {
      return JsonText.parseObject(body);
    } catch (HubException notJson) {
      throw AzureErrors.unreachable("the hub", notJson);
    }
  }

  /**
   * The objects in the array that {@code body} is.
   *
   * @throws HubException as of a hub that does not answer, if it is something else
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
