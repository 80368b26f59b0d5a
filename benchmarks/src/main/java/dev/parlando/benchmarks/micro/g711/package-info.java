/** Benchmarks of the G.711 conversions, compared with those of the JDK. */
@NullMarked
package dev.parlando.benchmarks.micro.g711;

import org.jspecify.annotations.NullMarked;
