package dev.parlando.command.bench.result;

import org.jspecify.annotations.Nullable;

/**
 * One level of the load of a run. The levels follow each other. Immutable.
 *
 * @param concurrency number of streams in flight; null for streams at a fixed rate
 * @param wallMicros duration of its measured part
 */
public record LoadLevel(@Nullable Integer concurrency, long wallMicros) {}
