/** The latency of live text, from the first token of a scripted model to the first sample at the line. */
@NullMarked
package dev.parlando.benchmarks.endtoend.live;

import org.jspecify.annotations.NullMarked;
