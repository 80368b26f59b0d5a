/** Looks for races in the governor's gate, with jcstress. */
@NullMarked
package dev.parlando.benchmarks.race;

import org.jspecify.annotations.NullMarked;
