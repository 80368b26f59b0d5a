/** Benchmarks of audio latency, from the server's write to the sink and to the loudspeaker. */
@NullMarked
package dev.parlando.benchmarks.endtoend.latency;

import org.jspecify.annotations.NullMarked;
