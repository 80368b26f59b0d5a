/** Simulates months of key traffic, with and without anomalies, and counts the alerts that the credit meter raises. */
@NullMarked
package dev.parlando.benchmarks.simulation.credits;

import org.jspecify.annotations.NullMarked;
