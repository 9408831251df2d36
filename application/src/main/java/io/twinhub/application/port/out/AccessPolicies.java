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

  /** Adds a policy; refuses if there is one of its name already or the hub has no room for more. */
  void add(AccessPolicy policy);

  /** Deletes a policy; refuses if there is none of this name. */
  void remove(String name);
}
