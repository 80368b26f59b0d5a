/** Benchmarks of the mixer, compared with a bare addition. */
@NullMarked
package dev.parlando.benchmarks.micro.mix;

import org.jspecify.annotations.NullMarked;
