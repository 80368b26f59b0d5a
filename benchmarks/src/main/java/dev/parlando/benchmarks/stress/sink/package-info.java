/** Races on the pull sink, with jcstress. */
@NullMarked
package dev.parlando.benchmarks.stress.sink;

import org.jspecify.annotations.NullMarked;
