/** Asks how much memory an engine takes. */
@NullMarked
package dev.parlando.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
