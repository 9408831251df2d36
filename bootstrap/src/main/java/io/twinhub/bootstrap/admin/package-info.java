/**
 * The plain HTTP port on loopback for the hub's operator: liveness, readiness, the CA, policies, and bearer
 * tokens for development. Azure has no such port.
 */
@NullMarked
package io.twinhub.bootstrap.admin;

import org.jspecify.annotations.NullMarked;
