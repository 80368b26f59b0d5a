/** An endurance test of live texts that are written, paused, interrupted and cancelled at random. */
@NullMarked
package dev.parlando.benchmarks.soak.live;

import org.jspecify.annotations.NullMarked;
