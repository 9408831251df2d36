/**
 * The plain HTTP port on loopback for whoever operates the hub: is it alive, is it ready, its CA, its
 * policies, bearer tokens for development. Not a wire of Azure's.
 */
@NullMarked
package io.twinhub.bootstrap.admin;

import org.jspecify.annotations.NullMarked;
