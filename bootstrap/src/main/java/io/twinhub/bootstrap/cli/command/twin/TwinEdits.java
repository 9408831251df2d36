package io.twinhub.bootstrap.cli.command.twin;

import io.twinhub.bootstrap.cli.edit.EditOptions;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.MergePatch;
import java.util.List;
import java.util.Optional;

/**
 * Edits a twin: reads it, and sends the difference as a patch, on the condition that nobody has changed it in
 * between. {@code az} sends all of the twin without a condition, so that {@code --remove} does nothing there.
 */
final class TwinEdits {
  /** How often the twin is read again because another writer was faster. */
  private static final int ATTEMPTS_MAX = 10;

  private static final List<String> TAGS = List.of(DocumentNames.TAGS);
  private static final List<String> DESIRED =
      List.of(DocumentNames.PROPERTIES, DocumentNames.DESIRED);
  private static final String CHANGED = "412 ";

  private final HubApi hub;
  private final String path;
  private final EditOptions edits;

  TwinEdits(HubApi hub, String path, EditOptions edits) {
    this.hub = hub;
    this.path = path;
    this.edits = edits;
  }

  /**
   * Writes the edits.
   *
   * @param patch what is merged before
   * @param ifMatch the user's own condition; then there is one attempt only
   * @return the twin after that
   */
  JsonValue write(JsonObject patch, Optional<String> ifMatch) {
    for (int attempt = 1; ; attempt++) {
      JsonObject twin = (JsonObject) hub.send("GET", path, Optional.empty()).body();
      JsonObject before = writable(twin);
      JsonObject after = edits.merged(MergePatch.apply(before, patch), List.of(TAGS, DESIRED));
      JsonObject difference = MergePatch.between(before, after);
      if (difference.isEmpty() && ifMatch.isEmpty()) {
        return twin;
      }
      try {
        return hub.send(
                "PATCH", path, ifMatch.or(() -> EtagOption.of(twin)), Optional.of(difference))
            .body();
      } catch (CommandFailure refusal) {
        boolean faster = String.valueOf(refusal.getMessage()).startsWith(CHANGED);
        if (!faster || ifMatch.isPresent() || attempt == ATTEMPTS_MAX) {
          throw refusal;
        }
      }
    }
  }

  private static JsonObject writable(JsonObject twin) {
    JsonObject writable = JsonObject.EMPTY;
    Optional<JsonValue> tags = twin.find(DocumentNames.TAGS);
    if (tags.isPresent()) {
      writable = writable.with(DocumentNames.TAGS, tags.get());
    }
    Optional<JsonValue> desired = twin.find(DESIRED);
    return desired.isPresent()
        ? writable.with(
            DocumentNames.PROPERTIES, JsonObject.of(DocumentNames.DESIRED, desired.get()))
        : writable;
  }
}
