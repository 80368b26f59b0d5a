package dev.parlando.command.bench.load;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of the audio of one stream: arrival of chunks, first sample, silence and length.
 *
 * <p>Threading: the thread of the stream's handler writes; others read after the end of the stream.
 */
final class StreamProbe {
    private final @Nullable AudioDecoder decoder;
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final List<Long> gapsMicros = new ArrayList<>();
    private @Nullable SpeechResponse response;
    private @Nullable SilenceMeter silence;
    private @Nullable DecodeException failure;
    private @Nullable Long firstDecodedNanos;
    private long lastChunkNanos = -1;
    private double decodedMillis;

    StreamProbe(OutputFormat format) {
        decoder = AudioDecoders.canDecode(format) ? AudioDecoders.forFormat(format) : null;
    }

    void onResponse(SpeechResponse headers) {
        response = headers;
    }

    /** Adds the next bytes, which arrived now. */
    void onAudio(ByteBuffer bytes, Timeline timeline) {
        long nowNanos = timeline.elapsedNanos();
        if (lastChunkNanos >= 0) {
            gapsMicros.add((nowNanos - lastChunkNanos) / 1000);
        }
        lastChunkNanos = nowNanos;
        int samples = 1;
        while (decoder != null && failure == null && samples > 0) {
            samples = decode(decoder, bytes);
            count(decoder, samples, timeline);
        }
    }

    /** Decodes the rest after the last byte of a complete stream. */
    void onEnd(Timeline timeline) {
        int samples = 1;
        while (decoder != null && failure == null && samples > 0) {
            samples = decode(decoder, null);
            count(decoder, samples, timeline);
        }
        if (silence != null) {
            silence.finish();
        }
    }

    @Nullable
    SpeechResponse response() {
        return response;
    }

    /** Returns the error of a body that is not audio of the format, or null. */
    @Nullable
    DecodeException failure() {
        return failure;
    }

    List<Long> gapsMicros() {
        return gapsMicros;
    }

    /** Returns when the first sample was decoded, since the call, or null. */
    @Nullable
    Long firstDecodedNanos() {
        return firstDecodedNanos;
    }

    /** Returns the length of the decoded audio, or null if there is none. */
    @Nullable
    Long audioMicros() {
        return firstDecodedNanos == null ? null : Long.valueOf(Math.round(decodedMillis * 1000));
    }

    /** Returns the length of the silence at the start, including encoder delay, or null if all was silent. */
    @Nullable
    Long silenceMicros() {
        Integer frames = silence == null ? null : silence.silentAudioFrames();
        return frames == null || decoder == null ? null : micros(decoder, frames);
    }

    /** Returns the length of the encoder delay at the start, which players remove. */
    long encoderDelayMicros() {
        return decoder == null ? 0 : micros(decoder, decoder.leadInAudioFrames());
    }

    private static long micros(AudioDecoder decoder, int audioFrames) {
        return Math.round(decoder.format().millis(audioFrames) * 1000);
    }

    private int decode(AudioDecoder open, @Nullable ByteBuffer bytes) {
        try {
            return bytes == null ? open.finish(block) : open.decode(bytes, block);
        } catch (DecodeException notAudio) {
            failure = notAudio;
            return 0;
        }
    }

    private void count(AudioDecoder open, int samples, Timeline timeline) {
        if (samples == 0) {
            return;
        }
        if (firstDecodedNanos == null) {
            firstDecodedNanos = timeline.elapsedNanos();
            silence = new SilenceMeter(open.format());
        }
        if (silence != null) {
            silence.add(block, samples);
        }
        decodedMillis += open.format().millis(samples / open.format().channels());
    }
}
