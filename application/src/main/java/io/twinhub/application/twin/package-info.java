/**
 * Reading and writing twins: checks the permission, then calls the outbound port. The merge itself happens
 * behind the port, where it is atomic.
 */
@NullMarked
package io.twinhub.application.twin;

import org.jspecify.annotations.NullMarked;
