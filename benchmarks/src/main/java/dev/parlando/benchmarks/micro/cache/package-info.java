/** Benchmarks of the speech cache. */
@NullMarked
package dev.parlando.benchmarks.micro.cache;

import org.jspecify.annotations.NullMarked;
