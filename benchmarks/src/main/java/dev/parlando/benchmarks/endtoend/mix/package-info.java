/** Measures what several voices at once cost. */
@NullMarked
package dev.parlando.benchmarks.endtoend.mix;

import org.jspecify.annotations.NullMarked;
