package io.twinhub.guilty.right;

import io.twinhub.guilty.left.Left;

/** Guilty: it needs its left half, which needs it. */
public interface Right {
  Left other();
}
