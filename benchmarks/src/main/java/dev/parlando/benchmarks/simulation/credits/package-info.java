/** Simulates months of keys' traffic, with and without anomalies, and counts what the credit meter makes of them. */
@NullMarked
package dev.parlando.benchmarks.simulation.credits;

import org.jspecify.annotations.NullMarked;
