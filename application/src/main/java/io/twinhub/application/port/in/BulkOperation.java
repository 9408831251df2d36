package io.twinhub.application.port.in;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;

/**
 * One entry of a bulk request.
 *
 * @param mode what to do
 * @param request the identity; for deletions and twin updates only its address counts
 * @param ifMatch the condition on the identity's etag
 * @param twin tags and desired properties to write
 * @param twinIfMatch the condition on the twin's etag
 */
public record BulkOperation(
    Mode mode, IdentityRequest request, IfMatch ifMatch, TwinPatch twin, IfMatch twinIfMatch) {

  /** What an entry asks for. */
  public enum Mode {
    /** Registers; fails if registered. */
    CREATE("create"),
    /** Changes; fails if not registered. */
    UPDATE("update"),
    /** Registers or changes. */
    CREATE_OR_UPDATE("createOrUpdate"),
    /** Deletes. */
    DELETE("delete"),
    /** Patches the twin. */
    UPDATE_TWIN("updateTwin");

    private final String azureName;

    Mode(String azureName) {
      this.azureName = azureName;
    }

    /** The spelling on the wire. */
    public String azureName() {
      return azureName;
    }
  }

  /** Which device or module. */
  public TwinAddress address() {
    return request.address();
  }
}
