package io.twinhub.conformance;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Checkpoints of one event hub and one consumer group, in memory. */
final class Checkpoints implements CheckpointStore {
  private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();
  private final Map<String, PartitionOwnership> owners = new ConcurrentHashMap<>();

  @Override
  public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
    return Flux.fromIterable(List.copyOf(owners.values()));
  }

  @Override
  public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> claimed) {
    for (PartitionOwnership one : claimed) {
      one.setLastModifiedTime(System.currentTimeMillis())
          .setETag(UUID.randomUUID().toString());
      owners.put(one.getPartitionId(), one);
    }
    return Flux.fromIterable(claimed);
  }

  @Override
  public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
    return Flux.fromIterable(List.copyOf(checkpoints.values()));
  }

  @Override
  public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
    checkpoints.put(checkpoint.getPartitionId(), checkpoint);
    return Mono.empty();
  }
}
