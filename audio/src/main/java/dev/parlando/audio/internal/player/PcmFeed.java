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
 * Decodes one stream into a bounded queue, from which the play thread reads.
 *
 * <p>With no room for a block it holds the stream, so a slow loudspeaker slows the server. What the end of the stream
 * leaves to decode cannot be held back, so the play thread decodes that as it reads.
 *
 * <p>Threading: the ring thread owns decoder, scratch and block until it publishes {@link StreamEnd}; the play thread owns
 * them from then on. Cost: nothing is allocated per chunk.
 */
public final class PcmFeed implements ChunkHandler {
    /** Small, since these bytes are out of the chunk already when the queue turns out to be full. */
    private static final int SCRATCH_BYTES = 512;
    /** How much sound may lie decoded in the queue at least. */
    private static final int QUEUE_MILLIS = 500;
    /** What {@link #read} answers at the end. */
    static final int END_OF_STREAM = -1;

    /** Is told by a feed what happens on the ring thread; must be quick. */
    public interface Listener {
        /** Returns whether the sound is still wanted. */
        boolean isActive();

        /** Is told that the first block was decoded. */
        void onFirstPcm();

        /** Is told that the play thread has something to look at. */
        void onDataAvailable();

        /** Is told when the next characters sound. */
        void onTiming(SpeechTiming timing);

        /** Is told that nothing more will come; before the play thread sees the end. */
        void onInputEnded();

        /** Is told that the stream was cancelled. */
        void onCancelled();
    }

    /** Says how the stream ended: one of the two is there. */
    private record StreamEnd(@Nullable SpeechResult result, @Nullable ParlandoException error) {}

    private final AudioDecoder decoder;
    private final Listener listener;
    private final PcmQueue queue;
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES).limit(0);
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private boolean decodedAny;
    /** Whether the decoder may have another block without any more bytes: what it was given makes several. */
    private boolean blockPending;

    private boolean decoderFinished;
    /** Is written before the format, and read after it. */
    private int leadInAudioFrames;

    private volatile PcmFormat format;
    private volatile boolean held;
    private volatile @Nullable StreamEnd streamEnd;

    public PcmFeed(AudioDecoder decoder, Listener listener) {
        this.decoder = decoder;
        this.listener = listener;
        PcmFormat expected = decoder.format();
        int wantedSamples = expected.audioFrames(QUEUE_MILLIS) * expected.channels();
        this.format = expected;
        this.queue = new PcmQueue(wantedSamples + AudioDecoder.MAX_BLOCK_SAMPLES);
    }

    /** Takes from the ring thread; see {@link ChunkHandler}. */
    @Override
    public ChunkAction onChunk(Chunk chunk) {
        held = false;
        while (listener.isActive() && streamEnd == null) {
            boolean hasInput = blockPending || scratch.hasRemaining();
            if (hasInput && !hasRoom()) {
                return holdStream(chunk);
            }
            if (hasInput) {
                int samples = decoder.decode(scratch, block);
                blockPending = samples > 0;
                enqueue(samples);
            } else if (!refillScratch(chunk)) {
                return ChunkAction.CONTINUE;
            }
        }
        return ChunkAction.CANCEL;
    }

    private boolean hasRoom() {
        return queue.freeSamples() >= AudioDecoder.MAX_BLOCK_SAMPLES;
    }

    /** Holds only with bytes left in the chunk: they make the engine call again after the resumption. */
    private ChunkAction holdStream(Chunk chunk) {
        if (chunk.remaining() == 0) {
            return ChunkAction.CONTINUE;
        }
        held = true;
        // The play thread may have emptied the queue since the look at its room, and gone to sleep.
        listener.onDataAvailable();
        return ChunkAction.HOLD;
    }

    private boolean refillScratch(Chunk chunk) {
        scratch.clear();
        int bytes = chunk.read(scratch);
        scratch.flip();
        return bytes > 0;
    }

    private void enqueue(int samples) {
        if (samples == 0) {
            return;
        }
        PcmFormat blockFormat = decoder.format();
        if (!decodedAny) {
            decodedAny = true;
            leadInAudioFrames = decoder.leadInAudioFrames();
            format = blockFormat;
            listener.onFirstPcm();
        } else if (!format.equals(blockFormat)) {
            endStream(new StreamEnd(null, formatChangedError(format, blockFormat)));
            return;
        }
        queue.offer(block, samples);
        listener.onDataAvailable();
    }

    /** Returns the error of a stream whose format changes on its way. */
    static DecodeException formatChangedError(PcmFormat before, PcmFormat after) {
        return new DecodeException(
                "the audio changes in mid-stream from " + before + " to " + after + ", which no line can play", null);
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

    /** Returns the format of the first block; until that was decoded, the format that is expected. */
    PcmFormat format() {
        return format;
    }

    /**
     * Takes what is there; the play thread alone may call this.
     *
     * @param target at least {@link AudioDecoder#MAX_BLOCK_SAMPLES} long
     * @param max how many samples at most, {@link AudioDecoder#MAX_BLOCK_SAMPLES} or fewer
     * @return how many samples, 0 if there are none yet, {@link #END_OF_STREAM} if no more will come
     * @throws DecodeException if the stream held nothing of the expected format
     */
    public int read(short[] target, int max) {
        StreamEnd newEnd = streamEnd;
        int samples = queue.poll(target, max);
        if (samples > 0 || newEnd == null) {
            return samples;
        }
        // Of a stream that failed, only what was decoded before is played.
        int remaining = newEnd.error() == null ? decodeRemaining(target) : 0;
        return remaining > 0 ? remaining : END_OF_STREAM;
    }

    /** Returns how much sound has been decoded so far. */
    public double decodedMillis() {
        PcmFormat decoded = format;
        return decoded.millis(queue.offeredSamples() / decoded.channels());
    }

    /** Returns how many audio frames at the start may be an encoder's own; known when the first block was read. */
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

    /** Returns whether the stream waits to be resumed and the queue has drained far enough for that. */
    public boolean isHeld() {
        return held;
    }

    public boolean isHalfEmpty() {
        return 2 * queue.freeSamples() >= queue.capacitySamples();
    }

    /** Returns what the stream failed with; null while it runs, and if it ended well. */
    @Nullable
    ParlandoException error() {
        StreamEnd newEnd = streamEnd;
        return newEnd == null ? null : newEnd.error();
    }

    /** Returns what the stream ended with; null while it runs, and if it failed. */
    @Nullable
    SpeechResult result() {
        StreamEnd newEnd = streamEnd;
        return newEnd == null ? null : newEnd.result();
    }
}
