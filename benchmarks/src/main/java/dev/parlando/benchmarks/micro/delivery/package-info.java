/** Benchmarks of the path of a chunk from the event loop to its handler. */
@NullMarked
package dev.parlando.benchmarks.micro.delivery;

import org.jspecify.annotations.NullMarked;
