/**
 * What every hub behind the outbound ports must do, as abstract tests: the hub in memory, and Azure's
 * through its adapter. A suite assumes nothing of what the hub holds; it registers its own devices under
 * fresh ids and deletes them.
 */
@NullMarked
package io.twinhub.application.contract;

import org.jspecify.annotations.NullMarked;
