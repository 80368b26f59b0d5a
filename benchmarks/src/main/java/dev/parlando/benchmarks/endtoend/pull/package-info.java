/** Tests that third-party mixers get every sample when they read from a player. */
@NullMarked
package dev.parlando.benchmarks.endtoend.pull;

import org.jspecify.annotations.NullMarked;
