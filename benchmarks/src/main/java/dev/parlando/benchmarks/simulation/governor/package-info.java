/** Simulates, in fake time, clients that share the speech service's concurrency limit, each in its own way. */
@NullMarked
package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.NullMarked;
