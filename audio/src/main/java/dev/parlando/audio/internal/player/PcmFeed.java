package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.queue.PcmQueue;
import dev.parlando.error.DecodeException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of decoded samples between one stream and the playback thread.
 *
 * <p>If the queue has no room for a block, the feed holds the stream, so backpressure from a slow sink reaches the
 * server. The samples that complete only at the end of the stream cannot be held back. The playback thread decodes them
 * as it reads.
 *
 * <p>Threading: the ring thread owns the decoder, the scratch buffer and the block until it publishes {@link StreamEnd}.
 * Afterwards the playback thread owns them. Cost: no allocation per chunk.
 */
final class PcmFeed implements ChunkHandler {
    /** Small, because these bytes are already consumed from the chunk when the queue turns out to be full. */
    private static final int SCRATCH_BYTES = 512;
    /** The minimum length of decoded audio for which the queue has room. */
    private static final int QUEUE_MILLIS = 500;
    /** The return value of {@link #read} at the end of the audio. */
    static final int END_OF_STREAM = -1;

    /** A listener for the events of a feed. All methods are called on the ring thread and must be quick. */
    interface Listener {
        /** Returns whether the audio is still wanted. */
        boolean isActive();

        /** Returns whether a stream without audio is correct. */
        boolean mayBeSilent();

        /** Called when the first block was decoded. */
        void onFirstPcm();

        /** Called when the playback thread has new work. */
        void onDataAvailable();

        /** Called with the timing of the next characters. */
        void onTiming(SpeechTiming timing);

        /** Called when the stream has ended, before the playback thread can read the end. */
        void onInputEnded();

        /** Called when the stream was cancelled. */
        void onCancelled();
    }

    /** The end of a stream, with either a result or an error. */
    private record StreamEnd(@Nullable SpeechResult result, @Nullable ParlandoException error) {}

    private final AudioDecoder decoder;
    private final Listener listener;
    private final PcmQueue queue;
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES).limit(0);
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private boolean decodedAny;
    /** Written before the end of the stream. */
    private boolean receivedAny;
    /**
     * Whether the decoder may return another block without further bytes. One packet can decode into several blocks.
     */
    private boolean blockPending;

    private boolean decoderFinished;
    /** Written before {@code format} and read after it, which makes it visible to the playback thread. */
    private int leadInAudioFrames;

    private volatile PcmFormat format;
    /** Written after {@code format} and before the first block is queued. */
    private volatile boolean formatKnown;

    private volatile boolean held;
    private volatile @Nullable StreamEnd streamEnd;

    PcmFeed(AudioDecoder decoder, Listener listener) {
        this.decoder = decoder;
        this.listener = listener;
        PcmFormat expected = decoder.format();
        int wantedSamples = expected.audioFrames(QUEUE_MILLIS) * expected.channels();
        this.format = expected;
        this.queue = new PcmQueue(wantedSamples + AudioDecoder.MAX_BLOCK_SAMPLES);
    }

    /** Decodes a chunk into the queue, on the ring thread; see {@link ChunkHandler}. */
    @Override
    public ChunkAction onChunk(Chunk chunk) {
        held = false;
        while (listener.isActive() && streamEnd == null) {
            boolean hasInput = blockPending || scratch.hasRemaining();
            if (hasInput && !hasRoom()) {
                return holdStream(chunk);
            }
            if (hasInput) {
                decodeBlock();
            } else if (!refillScratch(chunk)) {
                return ChunkAction.CONTINUE;
            }
        }
        return ChunkAction.CANCEL;
    }

    /** Decodes the next block, or ends the stream if it has another format than the requested one. */
    private void decodeBlock() {
        try {
            int samples = decoder.decode(scratch, block);
            blockPending = samples > 0;
            enqueue(samples);
        } catch (DecodeException e) {
            endStream(new StreamEnd(null, e));
        }
    }

    private boolean hasRoom() {
        return queue.freeSamples() >= AudioDecoder.MAX_BLOCK_SAMPLES;
    }

    /**
     * Holds the stream only if the chunk has bytes left, since only then does the engine offer it again after the
     * resumption.
     */
    private ChunkAction holdStream(Chunk chunk) {
        if (chunk.remaining() == 0) {
            return ChunkAction.CONTINUE;
        }
        held = true;
        // The playback thread may have emptied the queue after the check for room, and parked.
        listener.onDataAvailable();
        return ChunkAction.HOLD;
    }

    private boolean refillScratch(Chunk chunk) {
        scratch.clear();
        int bytes = chunk.read(scratch);
        scratch.flip();
        receivedAny |= bytes > 0;
        return bytes > 0;
    }

    private void enqueue(int samples) {
        if (samples == 0) {
            return;
        }
        if (!decodedAny) {
            decodedAny = true;
            leadInAudioFrames = decoder.leadInAudioFrames();
            format = decoder.format();
            formatKnown = true;
            listener.onFirstPcm();
        }
        queue.offer(block, samples);
        listener.onDataAvailable();
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        listener.onTiming(timing);
    }

    @Override
    public void onEnd(SpeechResult result) {
        if (result.cancelled() && streamEnd == null) {
            listener.onCancelled();
        }
        endStream(new StreamEnd(result, null));
    }

    @Override
    public void onError(ParlandoException error) {
        endStream(new StreamEnd(null, error));
    }

    private void endStream(StreamEnd newEnd) {
        if (streamEnd == null) {
            listener.onInputEnded();
            streamEnd = newEnd;
            listener.onDataAvailable();
        }
    }

    /** Returns the format of the first block, or the expected format until that block is decoded. */
    PcmFormat format() {
        return format;
    }

    /**
     * Returns whether the format no longer changes. Read before {@link #format}, and before samples of that format are
     * read.
     */
    boolean isFormatKnown() {
        return formatKnown || streamEnd != null;
    }

    /**
     * Reads the available samples. Called on the playback thread only.
     *
     * @param target receives the samples; at least {@link AudioDecoder#MAX_BLOCK_SAMPLES} long
     * @param max the maximum number of samples, {@link AudioDecoder#MAX_BLOCK_SAMPLES} or fewer
     * @return the number of samples, 0 if none are available yet, or {@link #END_OF_STREAM} if no more will follow
     * @throws DecodeException if the stream contained nothing of the expected format
     */
    int read(short[] target, int max) {
        StreamEnd newEnd = streamEnd;
        int samples = queue.poll(target, max);
        if (samples > 0 || newEnd == null) {
            return samples;
        }
        // If the stream failed, only the audio decoded before the failure is played.
        boolean complete = newEnd.error() == null && (receivedAny || !listener.mayBeSilent());
        int remaining = complete ? decodeRemaining(target) : 0;
        return remaining > 0 ? remaining : END_OF_STREAM;
    }

    /** Returns the length of the audio decoded so far. */
    double decodedMillis() {
        PcmFormat decoded = format;
        return decoded.millis(queue.offeredSamples() / decoded.channels());
    }

    /** Returns the length of the audio decoded so far after the encoder delay. */
    double decodedSpeechMillis() {
        return decodedMillis() - format.millis(leadInAudioFrames);
    }

    /** Returns the maximum length of the encoder delay, in audio frames. Valid after the first block was read. */
    int leadInAudioFrames() {
        return leadInAudioFrames;
    }

    private int decodeRemaining(short[] target) {
        while (scratch.hasRemaining()) {
            int samples = decoder.decode(scratch, target);
            if (samples > 0) {
                return samples;
            }
        }
        int samples = decoderFinished ? 0 : decoder.finish(target);
        decoderFinished = samples == 0;
        return samples;
    }

    /** Returns whether the stream is held and must be resumed. */
    boolean isHeld() {
        return held;
    }

    /** Returns whether at least half of the queue is free. */
    boolean isHalfEmpty() {
        return 2 * queue.freeSamples() >= queue.capacitySamples();
    }

    /** Returns the error of the stream, or {@code null} while the stream runs or if it ended normally. */
    @Nullable
    ParlandoException error() {
        StreamEnd newEnd = streamEnd;
        return newEnd == null ? null : newEnd.error();
    }

    /** Returns the result of the stream, or {@code null} while the stream runs or if it failed. */
    @Nullable
    SpeechResult result() {
        StreamEnd newEnd = streamEnd;
        return newEnd == null ? null : newEnd.result();
    }
}
