package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.Lateness;

/**
 * The time by which packets were sent later than planned. The plan is absolute: the lateness of one packet does not move
 * the next one. A value is exact to 1 %, and one above 1 s counts as 1 s, except for the maximum.
 *
 * @param p50Nanos the median
 * @param p99Nanos the time that 99 % of the packets did not exceed
 * @param p999Nanos the time that 99.9 % of the packets did not exceed
 * @param maxNanos the maximum, which includes the length of a stall before the packet
 */
public record PacketLateness(long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {
    static PacketLateness of(Lateness lateness) {
        return new PacketLateness(
                lateness.nanosAt(50), lateness.nanosAt(99), lateness.nanosAt(99.9), lateness.maxNanos());
    }
}
