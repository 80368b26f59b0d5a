package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.clock.FrameTime;
import java.util.concurrent.TimeUnit;

/** The options of one leg. Immutable. */
record LegSettings(MediaFormat format, int ptimeMillis, PacePolicy policy, int leadMillis) {
    int packetSamples() {
        return format.samples(ptimeMillis);
    }

    int payloadBytes() {
        return packetSamples() * format.bytesPerSample();
    }

    long ptimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(ptimeMillis);
    }

    long leadNanos() {
        return TimeUnit.MILLISECONDS.toNanos(leadMillis);
    }

    /** Returns the media time of a duration, in samples. */
    long samples(long nanos) {
        return FrameTime.audioFrames(nanos, format.sampleRateHz());
    }
}
