/** Benchmarks of the division of live text. */
@NullMarked
package dev.parlando.benchmarks.micro.text;

import org.jspecify.annotations.NullMarked;
