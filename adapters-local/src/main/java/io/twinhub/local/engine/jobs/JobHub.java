package io.twinhub.local.engine.jobs;

import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.methods.LocalMethods;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.writer.Writer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What jobs need of their hub.
 *
 * @param writer changes twins, and keeps jobs
 * @param twins where conditions find twins
 * @param rules what twins may hold
 * @param methods calls devices
 * @param sources tells the time, and starts jobs
 * @param gate notes what jobs do with devices
 * @param tier the tier that the hub keeps to, if it keeps to one
 */
public record JobHub(
    Writer writer,
    CandidateSource twins,
    TwinRules rules,
    LocalMethods methods,
    HubSources sources,
    OperationGate gate,
    Supplier<Optional<TierPlan>> tier) {}
