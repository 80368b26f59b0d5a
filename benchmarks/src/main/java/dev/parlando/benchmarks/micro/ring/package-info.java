/** Asks what it costs to hand a chunk to another thread, through our ring and through the queues of the JDK. */
@NullMarked
package dev.parlando.benchmarks.micro.ring;

import org.jspecify.annotations.NullMarked;
