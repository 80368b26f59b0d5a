package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.BlockPool;
import dev.parlando.audio.internal.pace.PacketRing;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one utterance, between its stream and the pace thread. If no slot is free, the feed holds the stream, so
 * that backpressure reaches the server. The pace thread resumes it once half of the slots are free.
 *
 * <p>Threading: the thread that calls chunk handlers, the producer, owns the fields of subclasses. The pace thread reads
 * packets. Cost: no allocation per chunk or packet.
 */
abstract class SpeechFeed implements ChunkHandler {
    /** A listener for the events of a feed. All methods are called on the producer's thread and must be quick. */
    interface Listener {
        /** Returns whether the audio is still wanted. */
        boolean isActive();

        /** Returns whether a stream without audio is correct. */
        boolean mayBeSilent();

        /** Called when the first packet is complete, and when one is complete that the pace thread waits for. */
        void onAudio();

        /** Called with the timing of the next characters and the length of the speech received so far. */
        void onTiming(SpeechTiming timing, double receivedMillis);

        /** Called with the position of the speech after the encoder delay, before the first packet. */
        void onSpeechStart(double millis);

        /** Called when the stream has ended, before the pace thread can read the end. */
        void onInputEnded(double receivedMillis);

        /** Called when the stream was cancelled. */
        void onCancelled();
    }

    /** The end of a stream, with either a result or an error. */
    private record StreamEnd(@Nullable SpeechResult result, @Nullable ParlandoException error) {}

    final LegSettings settings;
    final Listener listener;
    private final BlockPool pool;
    /** The producer and the pace thread, until each needs the block no longer. */
    private final AtomicInteger users = new AtomicInteger(2);

    private @Nullable ByteBuffer block;
    private boolean anyAudio;
    private boolean receivedAny;
    private long samples;
    private volatile @Nullable PacketRing ring;
    /** The last packets, if they were complete only when no slot was free. Written before the end. */
    private volatile @Nullable PacketRing tail;

    private volatile boolean held;
    private volatile boolean awaited;
    private volatile @Nullable StreamEnd end;

    SpeechFeed(LegSettings settings, BlockPool pool, Listener listener) {
        this.settings = settings;
        this.pool = pool;
        this.listener = listener;
    }

    /** Returns the slots for packets, with a block on the first call. Called by the producer. */
    final PacketRing ring() {
        PacketRing existing = ring;
        if (existing != null) {
            return existing;
        }
        ByteBuffer taken = pool.take();
        block = taken;
        PacketRing created = ringOf(taken);
        ring = created;
        return created;
    }

    private PacketRing ringOf(ByteBuffer memory) {
        return new PacketRing(memory, Packet.MAX_HEADER_BYTES, settings.payloadBytes())
                .order(settings.format().byteOrder());
    }

    /** Returns slots for the last packets, with memory of their own. Called by the producer. */
    final PacketRing createTail(int packets) {
        PacketRing created =
                ringOf(ByteBuffer.allocateDirect(packets * (Packet.MAX_HEADER_BYTES + settings.payloadBytes())));
        tail = created;
        return created;
    }

    /** Counts samples and publishes the current packet if it is complete. Called by the producer. */
    final void written(PacketRing target, int newSamples) {
        samples += newSamples;
        if (target.publishIfFull()) {
            signalAudio();
        }
    }

    private void signalAudio() {
        if (!anyAudio || awaited) {
            anyAudio = true;
            awaited = false;
            listener.onAudio();
        }
    }

    /** Marks the stream as held. Called by the producer to return HOLD. */
    final ChunkAction hold() {
        held = true;
        return ChunkAction.HOLD;
    }

    /** Marks the stream as running. Called by the producer when it receives a chunk. */
    final void endHold() {
        held = false;
        receivedAny = true;
    }

    final boolean isWanted() {
        return end == null && listener.isActive();
    }

    /** Returns the length of the speech received, without the padding and the encoder delay. */
    double receivedMillis() {
        return samples * 1000.0 / settings.format().sampleRateHz();
    }

    /**
     * Writes the samples that become complete at the end of the stream. Called by the producer.
     *
     * @throws ParlandoException if the stream had no audio of its format
     */
    abstract void finishInput();

    @Override
    public final void onTiming(SpeechTiming timing) {
        listener.onTiming(timing, receivedMillis());
    }

    @Override
    public final void onEnd(SpeechResult result) {
        if (end != null) {
            return;
        }
        if (result.cancelled()) {
            listener.onCancelled();
            endInput(new StreamEnd(result, null));
            return;
        }
        ParlandoException error = receivedAny || !listener.mayBeSilent() ? tryFinishInput() : null;
        padAndEnd(new StreamEnd(error == null ? result : null, error));
    }

    private @Nullable ParlandoException tryFinishInput() {
        try {
            finishInput();
            return null;
        } catch (ParlandoException e) {
            return e;
        }
    }

    @Override
    public final void onError(ParlandoException error) {
        if (end == null) {
            padAndEnd(new StreamEnd(null, error));
        }
    }

    private void padAndEnd(StreamEnd newEnd) {
        PacketRing last = tail == null ? ring : tail;
        if (last != null) {
            last.pad(settings.format().silence(), settings.format().bytesPerSample());
        }
        listener.onInputEnded(receivedMillis());
        endInput(newEnd);
    }

    private void endInput(StreamEnd newEnd) {
        end = newEnd;
        signalAudio();
        releaseBlock();
    }

    /** Returns the ring with the next packet, or null if no packet is complete. Called on the pace thread. */
    final @Nullable PacketRing readable() {
        PacketRing last = tail; // Read first: nothing is added to the other ring after this one was set.
        PacketRing first = ring;
        if (first != null && first.size() > 0) {
            return first;
        }
        return last != null && last.size() > 0 ? last : null;
    }

    /** Returns whether no packet is left and none will follow. Called on the pace thread. */
    final boolean isDrained() {
        return end != null && readable() == null;
    }

    /** Requests a wake-up with the next packet. Called on the pace thread when there is none. */
    final void signalNextPacket() {
        awaited = true;
    }

    /** Resumes a held stream once half of the slots are free. Called on the pace thread. */
    final void resumeIfHeld(@Nullable SpeechStream stream) {
        PacketRing slots = ring;
        if (held && stream != null && slots != null && 2 * slots.size() <= slots.slots()) {
            held = false;
            stream.resume();
        }
    }

    /** Releases the packets. Called when the utterance has ended. */
    final void releaseBlock() {
        if (users.decrementAndGet() == 0) {
            pool.give(block);
        }
    }

    /** Returns the number of packets that wait to be sent. Safe from any thread. */
    final int bufferedPackets() {
        PacketRing first = ring;
        PacketRing last = tail;
        return (first == null ? 0 : first.size()) + (last == null ? 0 : last.size());
    }

    /** Returns the number of samples of the whole utterance, or {@link Long#MAX_VALUE} while it is being received. */
    final long totalSamples() {
        return end == null ? Long.MAX_VALUE : samples;
    }

    /** Returns the error of the stream, or {@code null} while it runs or if it ended normally. */
    final @Nullable ParlandoException error() {
        StreamEnd newEnd = end;
        return newEnd == null ? null : newEnd.error();
    }

    /** Returns the result of the stream, or {@code null} while it runs or if it failed. */
    final @Nullable SpeechResult result() {
        StreamEnd newEnd = end;
        return newEnd == null ? null : newEnd.result();
    }
}
