package io.twinhub.guilty.left;

import io.twinhub.guilty.right.Right;

/** Guilty: it needs its right half, which needs it. */
public interface Left {
  Right other();
}
