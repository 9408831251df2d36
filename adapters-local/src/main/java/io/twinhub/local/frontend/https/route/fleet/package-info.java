/** Routes of the service API that build on others: digital twins, and what is about many devices. */
@NullMarked
package io.twinhub.local.frontend.https.route.fleet;

import org.jspecify.annotations.NullMarked;
