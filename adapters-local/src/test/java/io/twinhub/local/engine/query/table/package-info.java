/** Tests of tables and columns. */
@NullMarked
package io.twinhub.local.engine.query.table;

import org.jspecify.annotations.NullMarked;
