/**
 * The closed set of refusals: codes with Azure's names and numbers, and the exception that carries a
 * refusal to the edge. Depends on no feature; each feature seals its own {@link
 * io.twinhub.domain.error.HubError}s.
 */
@NullMarked
package io.twinhub.domain.error;

import org.jspecify.annotations.NullMarked;
