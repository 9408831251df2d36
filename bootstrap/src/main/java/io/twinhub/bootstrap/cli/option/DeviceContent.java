package io.twinhub.bootstrap.cli.option;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the properties of a device, other than its credentials. */
public final class DeviceContent extends IdentityContent {
  /** Whether a device may connect. */
  enum Status {
    /** It may connect. */
    enabled,
    /** It may not connect. */
    disabled
  }

  @Option(
      names = {"--status", "--sta"},
      paramLabel = "enabled|disabled",
      description = "Whether it may connect.")
  private Optional<Status> status = Optional.empty();

  @Option(
      names = {"--status-reason", "--star"},
      paramLabel = "TEXT",
      description = "Why.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = {"--edge-enabled", "--ee"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Whether it is an edge device.")
  private Optional<Boolean> edge = Optional.empty();

  @Option(
      names = "--device-scope",
      paramLabel = "SCOPE",
      description = "Of a leaf device: the scope of its parent.")
  private Optional<String> scope = Optional.empty();

  @Override
  public boolean isEmpty() {
    return super.isEmpty()
        && status.isEmpty()
        && reason.isEmpty()
        && edge.isEmpty()
        && scope.isEmpty();
  }

  @Override
  public JsonObject over(JsonObject device) {
    JsonObject.Builder changed = super.over(device).toBuilder();
    status.ifPresent(value -> changed.put(DocumentNames.STATUS, value.name()));
    reason.ifPresent(value -> changed.put(DocumentNames.STATUS_REASON, value));
    edge.ifPresent(
        value -> changed.put(DocumentNames.CAPABILITIES, IdentityDocument.capabilities(value)));
    scope.ifPresent(value -> changed.put(DocumentNames.DEVICE_SCOPE, value));
    return changed.build();
  }
}
