/** Benchmarks of decoding per chunk and per frame, compared with minimal baselines. */
@NullMarked
package dev.parlando.benchmarks.micro.decode;

import org.jspecify.annotations.NullMarked;
