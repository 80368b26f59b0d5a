/** Measurements of the memory that an engine uses. */
@NullMarked
package dev.parlando.benchmarks.soak.memory;

import org.jspecify.annotations.NullMarked;
