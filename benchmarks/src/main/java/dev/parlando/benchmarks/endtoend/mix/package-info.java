/** Benchmarks of mixing concurrent voices. */
@NullMarked
package dev.parlando.benchmarks.endtoend.mix;

import org.jspecify.annotations.NullMarked;
