package io.twinhub.application.port.in.fleet;

/**
 * What a comparison found.
 *
 * @param compared how many devices and modules were compared
 * @param differing how many of them differ, including those that one hub lacks
 * @param differences in how many places they differ
 */
public record CompareResult(long compared, long differing, long differences) {}
