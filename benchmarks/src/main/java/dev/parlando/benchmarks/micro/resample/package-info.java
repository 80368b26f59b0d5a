/** A comparison of sample rate converters. */
@NullMarked
package dev.parlando.benchmarks.micro.resample;

import org.jspecify.annotations.NullMarked;
