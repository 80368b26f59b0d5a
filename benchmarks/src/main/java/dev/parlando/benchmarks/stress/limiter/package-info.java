/** Stress tests, with jcstress, for races in the governor's limiter and in the pull sink. */
@NullMarked
package dev.parlando.benchmarks.stress.limiter;

import org.jspecify.annotations.NullMarked;
