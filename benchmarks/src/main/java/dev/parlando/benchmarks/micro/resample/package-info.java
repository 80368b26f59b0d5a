/** Compares ways to change a sample rate. */
@NullMarked
package dev.parlando.benchmarks.micro.resample;

import org.jspecify.annotations.NullMarked;
