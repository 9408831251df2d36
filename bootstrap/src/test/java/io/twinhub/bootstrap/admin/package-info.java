/** Tests of this package; see its main half. */
@NullMarked
package io.twinhub.bootstrap.admin;

import org.jspecify.annotations.NullMarked;
