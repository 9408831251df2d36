/** Files that hold secrets. What stands in them is others' affair. */
@NullMarked
package io.twinhub.local.files;

import org.jspecify.annotations.NullMarked;
