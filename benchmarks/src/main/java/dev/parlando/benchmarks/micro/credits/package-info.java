/** The cost of recording credits. */
@NullMarked
package dev.parlando.benchmarks.micro.credits;

import org.jspecify.annotations.NullMarked;
