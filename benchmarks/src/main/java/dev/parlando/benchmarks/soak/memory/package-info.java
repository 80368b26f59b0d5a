/** Asks how much memory an engine takes. */
@NullMarked
package dev.parlando.benchmarks.soak.memory;

import org.jspecify.annotations.NullMarked;
