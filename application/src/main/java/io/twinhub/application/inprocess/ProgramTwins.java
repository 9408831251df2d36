package io.twinhub.application.inprocess;

import static io.twinhub.application.inprocess.InProcessPorts.PROGRAM;

import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.Optional;

/**
 * Twins, as a program in the process of the hub uses them.
 *
 * @param twins the twins for back ends
 */
record ProgramTwins(ServiceTwins twins) implements TwinRegistry {

  @Override
  public Optional<Twin> find(TwinAddress address) {
    try {
      return Optional.of(twins.get(PROGRAM, address));
    } catch (HubException refusal) {
      return Absence.of(refusal);
    }
  }

  @Override
  public Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
    return twins.patch(PROGRAM, address, patch, ifMatch);
  }

  @Override
  public Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
    return twins.replace(PROGRAM, address, replacement, ifMatch);
  }
}
