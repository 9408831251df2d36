package io.twinhub.guilty.unmarked;

/** Guilty: its package has no package-info. */
public interface InAnUnmarkedPackage {}
