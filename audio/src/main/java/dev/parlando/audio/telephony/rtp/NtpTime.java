package dev.parlando.audio.telephony.rtp;

import java.time.Instant;

/** Conversion to NTP timestamps: seconds since 1900 in 32 bits, and 32 bits of fraction (RFC 3550, section 4). Stateless. */
final class NtpTime {
    /** The seconds from 1900 to 1970. */
    private static final long UNIX_EPOCH_SECONDS = 2_208_988_800L;

    /** The unit of the middle 32 bits of a timestamp. */
    static final double COMPACT_UNITS_PER_SECOND = 65_536;

    private NtpTime() {}

    /** Returns the timestamp of a time. */
    static long of(Instant time) {
        long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
        return (time.getEpochSecond() + UNIX_EPOCH_SECONDS) << 32 | fraction;
    }

    /** Returns the middle 32 bits of a timestamp. */
    static int compact(long timestamp) {
        return (int) (timestamp >>> 16);
    }
}
