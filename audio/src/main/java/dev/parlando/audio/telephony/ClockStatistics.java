package dev.parlando.audio.telephony;

import java.util.Objects;

/**
 * The state of a packet clock and the counters of all its legs, including ended ones.
 *
 * @param legs the number of open legs
 * @param packets the number of packets sent
 * @param lateness the lateness of these packets
 */
public record ClockStatistics(int legs, long packets, PacketLateness lateness) {
    public ClockStatistics {
        Objects.requireNonNull(lateness, "lateness");
    }
}
