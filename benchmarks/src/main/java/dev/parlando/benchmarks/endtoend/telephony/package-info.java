/** A comparison of bridges from speech streams to telephone calls, by the lateness of their RTP packets and their cost. */
@NullMarked
package dev.parlando.benchmarks.endtoend.telephony;

import org.jspecify.annotations.NullMarked;
