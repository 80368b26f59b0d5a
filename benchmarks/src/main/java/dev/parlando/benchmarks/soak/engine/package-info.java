/** Asks whether an engine lasts: under connections that come and go, and under engines that do. */
@NullMarked
package dev.parlando.benchmarks.soak.engine;

import org.jspecify.annotations.NullMarked;
