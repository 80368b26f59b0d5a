/** Several engines, each in a separate process, that share one account of the offline server. */
@NullMarked
package dev.parlando.benchmarks.endtoend.fleet;

import org.jspecify.annotations.NullMarked;
