/**
 * What every operation passes on its way into the hub: rules that may slow it down, refuse it or disturb it,
 * and the journal that notes how it ended.
 */
@NullMarked
package io.twinhub.local.engine.operation;

import org.jspecify.annotations.NullMarked;
