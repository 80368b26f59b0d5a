/** The speech that benchmarks use as input. */
@NullMarked
package dev.parlando.benchmarks.rig.speech;

import org.jspecify.annotations.NullMarked;
