package io.twinhub.domain.configuration;

/**
 * A configuration with its numbers.
 *
 * @param configuration the configuration
 * @param results the numbers
 */
public record MeasuredConfiguration(Configuration configuration, MetricResults results) {}
