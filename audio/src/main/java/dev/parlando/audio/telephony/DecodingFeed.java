package dev.parlando.audio.telephony;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.decode.UniformFormatDecoder;
import dev.parlando.audio.internal.pace.PacketRing;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A feed of a stream in another encoding than that of the packets: decodes, mixes to mono, resamples and encodes, on the
 * ring thread.
 *
 * <p>The last byte of a chunk is read only once its samples have room. So each hold leaves a byte, for which the engine
 * calls again after the resumption, and no sample waits for the next chunk.
 */
final class DecodingFeed extends SpeechFeed {
    private static final int SCRATCH_BYTES = 512;

    private final AudioDecoder decoder;
    private final byte[] scratchBytes = new byte[SCRATCH_BYTES];
    private final ByteBuffer scratch = ByteBuffer.wrap(scratchBytes).limit(0);
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final FilterCache filters;
    private @Nullable FormatConverter converter;
    /** Samples of the packets' format, which wait for a slot from index {@code start} to {@code end}. */
    private short[] converted = {};

    private int start;
    private int end;
    private double leadInMillis;

    DecodingFeed(OutputFormat stream, LegSettings settings, PacketClock.Resources resources, Listener listener) {
        super(settings, resources.pool(), listener);
        filters = resources.filters();
        decoder = UniformFormatDecoder.forFormat(stream);
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        endHold();
        while (isWanted()) {
            if (!writeConverted(ring())) {
                return hold();
            }
            int samples = decoder.decode(scratch, block);
            if (samples > 0) {
                convert(samples);
            } else if (chunk.remaining() == 1 && !hasRoomForBlock()) {
                return hold();
            } else if (!refillScratch(chunk)) {
                return ChunkAction.CONTINUE;
            }
        }
        return ChunkAction.CANCEL;
    }

    private boolean refillScratch(Chunk chunk) {
        int length = Math.min(SCRATCH_BYTES, Math.max(1, chunk.remaining() - 1));
        scratch.clear().limit(chunk.read(scratchBytes, 0, length));
        return scratch.hasRemaining();
    }

    /** Returns whether any block that the decoder may return fits, or the ring cannot become emptier. */
    private boolean hasRoomForBlock() {
        PacketRing ring = ring();
        int slots = Math.max(1, converted.length) / settings.packetSamples() + 2;
        return ring.slots() - ring.size() >= Math.min(ring.slots(), slots);
    }

    private void convert(int samples) {
        FormatConverter current = converter();
        start = 0;
        end = current.convert(block, samples, converted);
    }

    /** Returns the converter from the format of the first block, which {@link UniformFormatDecoder} keeps. */
    private FormatConverter converter() {
        FormatConverter current = converter;
        if (current == null) {
            PcmFormat decoded = decoder.format();
            current =
                    new FormatConverter(decoded, new PcmFormat(settings.format().sampleRateHz(), 1), filters);
            converted = new short[current.maxOutputSamples(AudioDecoder.MAX_BLOCK_SAMPLES)];
            converter = current;
            leadInMillis = decoded.millis(decoder.leadInAudioFrames());
            listener.onSpeechStart(leadInMillis);
        }
        return current;
    }

    /** Writes the converted samples as far as they fit. Returns whether all were written. */
    private boolean writeConverted(PacketRing ring) {
        while (start < end) {
            ByteBuffer packet = ring.writable();
            if (packet == null) {
                return false;
            }
            int count = PacketEncoder.encode(settings.format().encoding(), converted, start, end, packet);
            start += count;
            written(ring, count);
        }
        return true;
    }

    @Override
    double receivedMillis() {
        return super.receivedMillis() - leadInMillis;
    }

    @Override
    void finishInput() {
        try {
            int samples = decoder.decode(scratch, block);
            while (samples > 0) {
                appendConverted(samples);
                samples = decoder.decode(scratch, block);
            }
            samples = decoder.finish(block);
            while (samples > 0) {
                appendConverted(samples);
                samples = decoder.finish(block);
            }
            FormatConverter current = converter;
            if (current != null) {
                ensureRoom(current.maxOutputSamples(0));
                short[] last = new short[current.maxOutputSamples(0)];
                append(last, current.finish(last));
            }
        } finally {
            writeRest();
        }
    }

    private void appendConverted(int samples) {
        FormatConverter current = converter();
        short[] output = new short[current.maxOutputSamples(samples)];
        append(output, current.convert(block, samples, output));
    }

    private void append(short[] samples, int count) {
        ensureRoom(count);
        System.arraycopy(samples, 0, converted, end, count);
        end += count;
    }

    private void ensureRoom(int samples) {
        if (end + samples > converted.length) {
            converted = Arrays.copyOf(converted, end + samples);
        }
    }

    /** Writes all samples, those without a free slot into packets of their own. */
    private void writeRest() {
        if (start < end && !writeConverted(ring())) {
            int packetSamples = settings.packetSamples();
            writeConverted(createTail((end - start + packetSamples - 1) / packetSamples));
        }
    }
}
