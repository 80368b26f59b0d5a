/** What it costs to get a permit and to give it back. */
@NullMarked
package dev.parlando.benchmarks.admission;

import org.jspecify.annotations.NullMarked;
