/** Benchmarks of handing a chunk to another thread, through the ring and through queues of the JDK. */
@NullMarked
package dev.parlando.benchmarks.micro.ring;

import org.jspecify.annotations.NullMarked;
