/** Lets several engines, each in a process of its own, share one account of the offline voice. */
@NullMarked
package dev.parlando.benchmarks.endtoend.fleet;

import org.jspecify.annotations.NullMarked;
