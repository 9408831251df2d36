/**
 * Managing identities, one at a time and in bulk.
 */
@NullMarked
package io.twinhub.application.identity;

import org.jspecify.annotations.NullMarked;
