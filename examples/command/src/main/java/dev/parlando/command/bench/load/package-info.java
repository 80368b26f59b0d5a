/** The load of a benchmark run: planned streams, closed and open loop, and the measurement of one stream. */
@NullMarked
package dev.parlando.command.bench.load;

import org.jspecify.annotations.NullMarked;
