/** Simulates, in fake time, clients that share the concurrency limit of the speech service by different strategies. */
@NullMarked
package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.NullMarked;
