/** Looks for races in the governor's gate, with jcstress. */
@NullMarked
package dev.parlando.benchmarks.stress.limiter;

import org.jspecify.annotations.NullMarked;
