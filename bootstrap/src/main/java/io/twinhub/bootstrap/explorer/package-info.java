/**
 * The Explorer: a page that shows and changes twins in a browser, and the API that the page uses. It serves the
 * hub of its process from the admin port, or any other hub from a port of its own.
 */
@NullMarked
package io.twinhub.bootstrap.explorer;

import org.jspecify.annotations.NullMarked;
