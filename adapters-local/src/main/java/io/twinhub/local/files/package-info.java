/** Files that hold secrets, and disks that are full. The contents of the files are not defined here. */
@NullMarked
package io.twinhub.local.files;

import org.jspecify.annotations.NullMarked;
