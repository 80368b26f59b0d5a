/** What it costs to get a permit and to give it back. */
@NullMarked
package dev.parlando.benchmarks.micro.limiter;

import org.jspecify.annotations.NullMarked;
