/** Files that hold secrets, and disks that are full. What stands in the files is others' affair. */
@NullMarked
package io.twinhub.local.files;

import org.jspecify.annotations.NullMarked;
