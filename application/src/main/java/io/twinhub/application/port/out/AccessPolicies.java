package io.twinhub.application.port.out;

import io.twinhub.domain.access.AccessPolicy;
import java.util.List;
import java.util.Optional;

/** The shared access policies of a hub. Azure's are managed elsewhere; this port is the local hub's. */
public interface AccessPolicies {

  /** The policy of this name. */
  Optional<AccessPolicy> find(String name);

  /** All policies, in the order in which they were made. */
  List<AccessPolicy> all();

  /** Keeps a policy, unless there is one of its name or the hub is full; refuses then. */
  void add(AccessPolicy policy);

  /** Deletes a policy; refuses if there is none of this name. */
  void remove(String name);
}
