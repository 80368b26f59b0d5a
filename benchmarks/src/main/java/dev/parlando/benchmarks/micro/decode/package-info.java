/** Asks what decoding costs, chunk by chunk and frame by frame, beside baselines that do only what must be done. */
@NullMarked
package dev.parlando.benchmarks.micro.decode;

import org.jspecify.annotations.NullMarked;
