/** Races between a consumer that holds its stream and a reader that resumes it. */
@NullMarked
package dev.parlando.benchmarks.stress.hold;

import org.jspecify.annotations.NullMarked;
