/** Benchmarks of acquiring and releasing a permit. */
@NullMarked
package dev.parlando.benchmarks.micro.limiter;

import org.jspecify.annotations.NullMarked;
