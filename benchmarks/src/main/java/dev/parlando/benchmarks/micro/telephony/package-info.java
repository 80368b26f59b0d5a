/** Benchmarks of cutting speech into packets and of pacing them. */
@NullMarked
package dev.parlando.benchmarks.micro.telephony;

import org.jspecify.annotations.NullMarked;
