package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.BlockPool;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechSource;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link TelephoneLeg}s, which validates its options in {@link #open()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class TelephoneLegBuilder {
    private static final Set<Integer> PTIMES = Set.of(10, 20, 30, 60);
    private static final int MIN_RATE_HZ = 8000;
    private static final int MAX_RATE_HZ = 48_000;
    private static final int MAX_LEAD_MILLIS = 10_000;
    private static final int MIN_SLOTS = 2;

    private final SpeechSource source;
    private final PacketClock clock;
    private final PacketSink sink;
    private MediaFormat format = MediaFormat.ULAW_8000;
    private int ptimeMillis = 20;
    private int leadMillis = 160;
    private @Nullable PacePolicy policy;
    private LegListener listener = new LegListener() {};

    TelephoneLegBuilder(SpeechSource source, PacketClock clock, PacketSink sink) {
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /**
     * Sets the encoding of the packets, at 8 to 48 kHz, which must be the format of the sink if it has one. The default is
     * {@link MediaFormat#ULAW_8000}.
     */
    public TelephoneLegBuilder format(MediaFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return this;
    }

    /** Sets the duration of a packet: 10, 20, 30 or 60 ms. The default is 20 ms (RFC 3551, section 4.2). */
    public TelephoneLegBuilder ptimeMillis(int ptimeMillis) {
        this.ptimeMillis = ptimeMillis;
        return this;
    }

    /**
     * Sets the policy. The default is {@link PacePolicy#CATCH_UP} for a {@link QueueingPacketSink}, and
     * {@link PacePolicy#SKIP} for other sinks.
     */
    public TelephoneLegBuilder pacePolicy(PacePolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the lead window of {@link PacePolicy#CATCH_UP}: the maximum length of speech that the far end queues, from two
     * packets to 10 s. The default is 160 ms. A longer window survives longer delays of the network. Speech that the
     * window has room for is sent immediately.
     */
    public TelephoneLegBuilder leadMillis(int leadMillis) {
        this.leadMillis = leadMillis;
        return this;
    }

    /** Sets the listener. */
    public TelephoneLegBuilder listener(LegListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Returns the leg, which starts to send within one packet time.
     *
     * @throws InvalidRequestException if an option is out of range
     * @throws dev.parlando.error.EngineClosedException if the clock is closed
     */
    public TelephoneLeg open() {
        LegSettings settings = new LegSettings(format, ptimeMillis, effectivePolicy(), leadMillis);
        check(settings);
        checkSink();
        TelephoneLeg leg = new TelephoneLeg(source, clock, sink, settings, listener);
        sink.start(clock.background());
        clock.add(leg);
        return leg;
    }

    /** Packets of another encoding would be noise, which no side detects. */
    private void checkSink() {
        MediaFormat accepted = sink.format();
        if (accepted != null && !accepted.equals(format)) {
            throw new InvalidRequestException(
                    "format", format + " cannot pass through a sink of " + accepted + "; use format(sink.format())");
        }
    }

    private PacePolicy effectivePolicy() {
        if (policy != null) {
            return policy;
        }
        return sink instanceof QueueingPacketSink ? PacePolicy.CATCH_UP : PacePolicy.SKIP;
    }

    private static void check(LegSettings settings) {
        int ptime = settings.ptimeMillis();
        int rate = settings.format().sampleRateHz();
        if (!PTIMES.contains(ptime)) {
            throw new InvalidRequestException("ptimeMillis", ptime + " is not 10, 20, 30 or 60");
        }
        if (rate < MIN_RATE_HZ || rate > MAX_RATE_HZ) {
            throw new InvalidRequestException("format", rate + " Hz is not from 8000 to 48000 Hz");
        }
        if (rate * ptime % 1000 != 0) {
            throw new InvalidRequestException(
                    "ptimeMillis", ptime + " ms are not a whole number of samples at " + rate + " Hz");
        }
        if (settings.leadMillis() < 2 * ptime || settings.leadMillis() > MAX_LEAD_MILLIS) {
            throw new InvalidRequestException(
                    "leadMillis", settings.leadMillis() + " is not from " + 2 * ptime + " to " + MAX_LEAD_MILLIS);
        }
        assert BlockPool.BLOCK_BYTES / (settings.payloadBytes() + Packet.MAX_HEADER_BYTES) >= MIN_SLOTS;
    }
}
