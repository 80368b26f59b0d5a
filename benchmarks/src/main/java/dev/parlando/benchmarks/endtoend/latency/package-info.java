/** Measures how late sound is: from the server's write to the sink. */
@NullMarked
package dev.parlando.benchmarks.endtoend.latency;

import org.jspecify.annotations.NullMarked;
